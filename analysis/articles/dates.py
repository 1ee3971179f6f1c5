"""Dates: what files give as an article's date -> a moment in UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import format_datetime, parsedate_to_datetime

__all__ = ["FIRST_YEAR", "LAST_YEAR", "parse_date"]

FIRST_YEAR = 1600
"""No earlier year is believed: the first newspaper is of 1605."""

LAST_YEAR = 2100
"""No later year is believed."""

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)}
_MONTH = rf"({'|'.join(_NAMES)})[a-z]*\.?"
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.I)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\.?[\s-]+(?:of\s+)?{_MONTH},?[\s-]+(\d{{4}})\b", re.I)
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})\b(?!\d)")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})\b")
_ZONE = r"(?:[+-]\d\d:?\d\d|UTC|UT|GMT|[ECMP][SD]T)"  # those of RFC 5322, others being ambiguous
_MAIL = re.compile(
    r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d{1,2}:\d\d(?::\d\d)?"
    rf"(?: (?:{_ZONE}|Z)(?: \(.*\)| [A-Z]{{2,5}})?)?"
)
_ZONE_APART = re.compile(rf"([12]\d{{3}}-?\d\d-?\d\d[T ]?\d\d:?\d\d\S*) ?({_ZONE})")
_YEAR_LAST = re.compile(rf"[A-Za-z]{{3}} ([A-Za-z]{{3}}) (\d{{1,2}}) (\d\d:\d\d:\d\d)(?: ({_ZONE}))? ([12]\d{{3}})")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
_STAMPS = {10: "%Y%m%d%H", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
"""Digits alone, by their number."""


def parse_date(value: object, *, day_first: bool | None = None) -> datetime | None:
    """Read a date.

    ISO 8601 (``2019-10-07``, ``20191007``, ``2019-10-07T09:30:00+02:00``, also with `` UTC`` or `` EST`` behind it),
    ``201910070930`` with seconds or without minutes, the dates of e-mail and RSS, ``Mon Oct 07 09:30:00 +0000 2019``
    as Twitter writes it, dates with the month's English name (``Oct. 7, 2019``, ``7 October 2019``; a time beside them
    is not read), ``7.10.2019``, ``2019/10/07``, ``10/7/2019`` and seconds or milliseconds since 1970. Without a zone
    it is taken for UTC.

    Args:
        value: what the file gives: a string, a number, a date; None and blank strings are no date.
        day_first: whether ``10/7/2019`` is in July (True) or October (False); with None, a date that could be
            either is refused rather than guessed.

    Returns:
        The moment in UTC, or None where there is no date.

    Raises:
        ValueError: if there is one and it cannot be read, or its year is not between ``FIRST_YEAR`` and
            ``LAST_YEAR``. The message says which.
    """
    if value is None or value != value:  # NaN and NaT differ from themselves
        return None
    if isinstance(value, datetime):
        return _believable(value, value)
    if isinstance(value, date):
        return _believable(datetime(value.year, value.month, value.day), value)
    text = " ".join(str(value).split())
    if not text or text.lower() in {"nan", "nat", "none", "null", "n/a", "unknown"}:
        return None
    try:
        moment = _from_text(text, day_first)
    except (OverflowError, OSError) as error:
        raise ValueError(f"the date {_short(text)} cannot be read") from error
    if moment is None:
        raise ValueError(f"the date {_short(text)} cannot be read")
    return _believable(moment, text)


def _from_text(text: str, day_first: bool | None) -> datetime | None:
    if text.startswith(("19", "20")) and text.isdecimal() and len(text) in _STAMPS:  # 1976 in milliseconds, too
        try:
            return datetime.strptime(text, _STAMPS[len(text)])
        except ValueError:
            pass
    if _EPOCH.fullmatch(text):
        number = float(text)
        return datetime.fromtimestamp(number / 1000 if number >= 1e11 else number, tz=UTC)
    try:
        if match := _ZONE_APART.fullmatch(text):
            local = format_datetime(datetime.fromisoformat(match[1]))
            return parsedate_to_datetime(local.replace("-0000", match[2].replace(":", "")))
        if text[:4].isdigit():
            return datetime.fromisoformat(text)
        if match := _YEAR_LAST.fullmatch(text):
            month, day, time, zone, year = match.groups()
            text = f"{day} {month} {year} {time} {zone or ''}".strip()
        if _MAIL.fullmatch(text):
            return parsedate_to_datetime(text)
    except ValueError:
        pass
    if match := _MONTH_FIRST.search(text):
        return _day(text, match[3], _MONTHS[match[1][:3].lower()], match[2])
    if match := _DAY_FIRST.search(text):
        return _day(text, match[3], _MONTHS[match[2][:3].lower()], match[1])
    if match := _YEAR_FIRST.match(text):
        return _day(text, *match.groups())
    if match := _NUMBERS.match(text):
        first, mark, second, year = match.groups()
        if mark == "." or int(first) > 12 or first == second:
            return _day(text, year, second, first)
        if int(second) > 12:
            return _day(text, year, first, second)
        if day_first is None:
            raise ValueError(
                f"the date {_short(text)} may have its day or its month first: say --day-first or --month-first, in "
                "Python day_first=True or False"
            )
        return _day(text, year, second, first) if day_first else _day(text, year, first, second)
    return None


def _day(text: str, year: str | int, month: str | int, day: str | int) -> datetime:
    try:
        return datetime(int(year), int(month), int(day))
    except ValueError as error:
        raise ValueError(f"the date {_short(text)} is not in the calendar") from error


def _believable(moment: datetime, given: object) -> datetime:
    try:
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (OverflowError, ValueError) as error:
        raise ValueError(f"the date {_short(str(given))} cannot be read") from error
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(f"the date {_short(str(given))} is not of a year from {FIRST_YEAR} to {LAST_YEAR}")
    return moment


def _short(text: str) -> str:
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"
