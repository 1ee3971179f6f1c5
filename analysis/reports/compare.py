"""Two reports set against each other: which quotes, speakers and figures changed, and why.

A quote keeps its id when its article is edited elsewhere, so the tables of two reports can be laid over each other.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.frames import UNKNOWN
from analysis.packed import ENDING, read_packed
from analysis.quotes.act import chosen_act
from analysis.quotes.voices import who_speaks
from analysis.stream.tables import PACKAGES

__all__ = ["Comparison", "compare_runs", "say_comparison"]

_FIELDS = ("type", "act", "speaker", "kind", "role", "affiliation", "side", "gender", "cue", "source", "confidence")
_LISTED = ("side", "gender")  # what only the list of speakers says
_NAMED = ("speaker", "affiliation", *_LISTED)  # what it may say
_JUDGED = ("confidence", "cue")  # what nobody corrects
_FIGURES = (
    "articles",
    "words",
    "quotes",
    "speakers",
    "outlets",
    "boilerplate_words",
    "foreign",
    "duplicates",
    "undated",
)
_SHOWN = 20  # rows of each table in words
_NONE = "not set"
_FROM = "articles"
_PROGRAM = "program"
_PACKAGE = "version of "
_LIST = "list of "
_MODEL = "model of "
_PARAMETER = "parameter "
_KINDS = (_FROM, _PARAMETER, _LIST, _MODEL, _PROGRAM, _PACKAGE)  # in the order in which they are told


@dataclass(frozen=True)
class Comparison:
    """What differs between two reports.

    Attributes:
        figures: ``figure``, ``before``, ``after``.
        articles: ``article``, ``change`` (added, removed, edited), ``title``.
        speakers: whose number of quotes changed, counted by ``voice`` as all tables do: ``speaker``, ``before``,
            ``after``.
        quotes: a row a changed field: ``article``, ``quote``, ``change`` (new, gone, changed), ``field``,
            ``before``, ``after``, ``why`` (article added, article removed, correction, list of speakers, text,
            model, program, choice of act, or several of these, joined by "or"; unknown), ``text``.
        setting: what the reports were made with where that differs, a row a parameter, list, model and package:
            ``setting``, ``before``, ``after``, as text; of a list and a model the first digits of its hash.
    """

    figures: pd.DataFrame
    articles: pd.DataFrame
    speakers: pd.DataFrame
    quotes: pd.DataFrame
    setting: pd.DataFrame


def compare_runs(before: str | os.PathLike[str], after: str | os.PathLike[str]) -> Comparison:
    """Compare two folders of reports.

    Why a quote changed is told by what differs around it. Three things settle it: its article was added or removed;
    this very quote was corrected by hand; the list of speakers is another one, for what only that list says. Else
    all is named that may have done it: the article's text (by its hash), the quote model, the program (by its
    commit and the packages that read texts), the list of speakers, the corrections, and for a quote that is new or
    gone the choice of speech or thought.

    Args:
        before: the folder of a report, as `analysis.reports.run_reports` wrote it.
        after: the folder of another.

    Raises:
        ValueError: one of them is no report, or was made without the table of quotes.
    """
    old, new = Path(before), Path(after)
    records = _record(old), _record(new)
    quotes = _table(old, "quotes"), _table(new, "quotes")
    articles = [_table(folder, "articles") for folder in (old, new)]
    texts = [dict(zip(table["article"], table["sha256"], strict=True)) for table in articles]
    setting = _setting(*records)
    return Comparison(
        figures=_figures(*records),
        articles=_articles(*articles),
        speakers=_speakers(*quotes),
        quotes=_quotes(*quotes, texts[0], texts[1], _causes(*records)),
        setting=setting,
    )


def say_comparison(found: Comparison) -> str:
    """Say in words what changed, the longest lists cut short."""
    if all(table.empty for table in (found.figures, found.articles, found.speakers, found.quotes)):
        unchanged = "No quote, speaker, article or figure changed"
        if found.setting.empty:
            return f"{unchanged}."
        return "\n".join([f"{unchanged}, though the reports were made otherwise:", *_say_setting(found.setting)])
    lines = []
    if len(found.setting):
        lines += ["Made with", *_say_setting(found.setting)]
    if len(found.figures):
        lines += ["Figures", *_lines(found.figures, "figure")]
    if len(found.articles):
        told = [f"  {change}: {article} {title}".rstrip() for article, change, title in _rows(found.articles)]
        lines += ["Articles", *_shortened(told)]
    if len(found.speakers):
        lines += ["Speakers, by quotes", *_lines(found.speakers, "speaker")]
    if len(found.quotes):
        each = found.quotes.drop_duplicates(["article", "quote"])
        counts = each.groupby(["change", "why"], sort=True).size().reset_index(name="n")
        lines += [
            "Quotes",
            *(f"  {row['n']} {row['change']}, {_because(row['why'])}" for row in counts.to_dict("records")),
        ]
        lines += _shortened([_line(row) for row in found.quotes.to_dict("records")])
    return "\n".join(lines)


def _record(folder: Path) -> dict[str, Any]:
    path = folder / "run.json"
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise ValueError(f"{folder}: this is not the folder of a report; it has no run.json") from None
    except ValueError as error:
        raise ValueError(f"{path}: not JSON ({error}); make the report again") from None
    if not isinstance(record, dict) or "counts" not in record:
        raise ValueError(f"{path}: not the record of a report; make the report again")
    return record


def _table(folder: Path, name: str) -> pd.DataFrame:
    path = folder / "tables" / f"{name}{ENDING}"
    if not path.is_file():
        raise ValueError(f"{folder}: the report has no tables/{path.name}; make it anew, with the notebook quotes")
    return read_packed(path)


def _setting(old: Mapping[str, Any], new: Mapping[str, Any]) -> pd.DataFrame:
    """What the reports were made with and from, where it differs."""
    told: list[dict[str, str]] = []
    for record in (old, new):
        lists, models, versions = (record.get(kind) or {} for kind in ("lists", "models", "versions"))
        told.append(
            {
                _FROM: _plain(record.get("paths")),
                **{f"{_PARAMETER}{name}": _plain(value) for name, value in (record.get("parameters") or {}).items()},
                **{f"{_LIST}{name}": _hashed(value) for name, value in lists.items() if value},
                **{f"{_MODEL}{name}": _hashed(value) for name, value in models.items()},
                _PROGRAM: _hashed(record.get("commit")),
                **{f"{_PACKAGE}{name}": str(version) for name, version in versions.items()},
            }
        )
    names = sorted(
        dict.fromkeys([*told[0], *told[1]]), key=lambda name: [name.startswith(k) for k in _KINDS].index(True)
    )
    rows = [(name, *(side.get(name, _NONE) for side in told)) for name in names]
    return pd.DataFrame([row for row in rows if row[1] != row[2]], columns=["setting", "before", "after"], dtype=object)


def _say_setting(setting: pd.DataFrame) -> list[str]:
    """Say what was what and is what now; the packages in a line, those first that read texts."""
    rows = _rows(setting)
    lines = [f"  {_was(*row)}" for row in rows if not row[0].startswith(_PACKAGE)]
    versions = [(name.removeprefix(_PACKAGE), *sides) for name, *sides in rows if name.startswith(_PACKAGE)]
    for what, reads in (("packages that read texts", True), ("other packages", False)):
        told = [
            f"{name} was added"
            if old == _NONE
            else f"{name} was removed"
            if new == _NONE
            else f"{name} {old}, now {new}"
            for name, old, new in versions
            if (name.lower() in PACKAGES) == reads
        ]
        told = _shortened(told, more="{} more")
        lines += [f"  {what}: {'; '.join(told)}"] if told else []
    return lines


def _was(name: str, old: str, new: str) -> str:
    """Say of one thing what it was; a list or a model, of which only the hash is known, is another one."""
    if name == _FROM:
        return f"{name} were {old}, now {new}"
    if not name.startswith((_LIST, _MODEL)):
        return f"{name} was {old}, now {new}"
    return f"{name} was added" if old == _NONE else f"{name} was removed" if new == _NONE else f"{name} is another one"


def _figures(old: Mapping[str, Any], new: Mapping[str, Any]) -> pd.DataFrame:
    known = [name for name in _FIGURES if name in old["counts"] and name in new["counts"]]
    rows = [(name, old["counts"][name], new["counts"][name]) for name in known]
    return pd.DataFrame([row for row in rows if row[1] != row[2]], columns=["figure", "before", "after"], dtype=object)


def _articles(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    both = old.merge(new, on="article", how="outer", suffixes=(" old", " new"), indicator="change")
    both["change"] = both["change"].map({"left_only": "removed", "right_only": "added", "both": "edited"}).astype(str)
    both["title"] = both["title new"].fillna(both["title old"])
    changed = both[both["sha256 old"] != both["sha256 new"]]
    return changed[["article", "change", "title"]].sort_values(["change", "article"], ignore_index=True)


def _speakers(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    counts = [who_speaks(table).replace("", UNKNOWN).value_counts() for table in (old, new)]
    both = pd.concat(counts, axis=1, keys=["before", "after"]).fillna(0).astype(int)
    changed = both[both["before"] != both["after"]].rename_axis("speaker").reset_index()
    changed["by"] = (changed["after"] - changed["before"]).abs()
    return changed.sort_values(["by", "speaker"], ascending=[False, True], ignore_index=True).drop(columns="by")


def _causes(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    """Name what may have changed quotes: what differs in what the reports were made with, as far as quotes go."""

    def differs(kind: str, *names: str) -> bool:
        sides = [record.get(kind) or {} for record in (old, new)]
        return any(sides[0].get(name) != sides[1].get(name) for name in names)

    acts = [chosen_act((record.get("parameters") or {}).get("act", "speech")) for record in (old, new)]
    found = {
        "list of speakers": differs("lists", "speakers"),
        "correction": differs("lists", "corrections"),
        "model": differs("models", "quotes"),
        "program": old.get("commit") != new.get("commit") or differs("versions", "verbatim-press", *PACKAGES),
        "choice of act": acts[0] != acts[1],
    }
    return {name for name, is_so in found.items() if is_so}


def _quotes(
    old: pd.DataFrame, new: pd.DataFrame, texts: Mapping[str, str], later: Mapping[str, str], causes: set[str]
) -> pd.DataFrame:
    fields = [name for name in _FIELDS if name in old and name in new]
    rows: list[dict[str, Any]] = []
    sides = [{(row["article"], row["quote"]): row for row in table.to_dict("records")} for table in (old, new)]
    for key in [*sides[0], *(key for key in sides[1] if key not in sides[0])]:
        a, b = (side.get(key) for side in sides)
        article, quote = key
        about = {"article": article, "quote": quote, "text": (b or a or {}).get("text", "")}
        around = causes | ({"text"} if texts.get(article) != later.get(article) else set())
        if a is None or b is None:
            change = "new" if a is None else "gone"
            moved = "article added" if article not in texts else "article removed" if article not in later else ""
            why = moved or _either(around, "text", "model", "program", "correction", "choice of act")
            rows.append(about | {"change": change, "field": "", "before": "", "after": "", "why": why})
            continue
        corrected = [bool(side.get("corrected")) for side in (a, b)]
        # A correction that both runs had explains nothing, unless the file of corrections is another one now.
        fixed = any(corrected) and (not all(corrected) or "correction" in causes)
        listed = "list of speakers" in causes and a["speaker"] == b["speaker"]
        for name in (name for name in fields if not _same(a[name], b[name])):
            why = _why(name, around, fixed=fixed, listed=listed)
            rows.append(about | {"change": "changed", "field": name, "before": a[name], "after": b[name], "why": why})
    columns = ["article", "quote", "change", "field", "before", "after", "why", "text"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _why(field: str, around: set[str], *, fixed: bool, listed: bool) -> str:
    """Say why a field of a quote differs.

    Args:
        field: the field.
        around: what differs around the quote.
        fixed: whether the quote was corrected by hand in one report and not, or otherwise, in the other.
        listed: whether the list of speakers is another one and yet the speaker is the same.
    """
    if fixed and field not in _JUDGED:
        return "correction"
    if listed and field in _LISTED:
        return "list of speakers"
    return _either(around, "text", "model", "program", *(["list of speakers"] if field in _NAMED else []))


def _either(around: set[str], *causes: str) -> str:
    return " or ".join(cause for cause in causes if cause in around) or "unknown"


def _because(why: str) -> str:
    told = {"article added": "with an article that was added", "article removed": "with an article that was removed"}
    return told.get(why) or ("and nothing tells why" if why == "unknown" else f"because of the {why}")


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, float) and isinstance(b, float):
        return abs(a - b) < 0.005 or (pd.isna(a) and pd.isna(b))
    return bool(a == b) or (pd.isna(a) and pd.isna(b))


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_plain, value)) or "empty"
    if value is None:
        return _NONE
    return "empty" if value == "" else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _hashed(value: Any) -> str:
    """The first digits of a hash, with the sign for files that differ from a commit."""
    text = str(value or "")
    return text[:10] + (" with changes" if text.endswith("+") else "") if text else _NONE


def _rows(table: pd.DataFrame) -> list[tuple[str, str, str]]:
    return list(table.itertuples(index=False, name=None))


def _lines(frame: pd.DataFrame, name: str) -> list[str]:
    rows = frame.to_dict("records")
    return _shortened([f"  {str(row[name]).replace('_', ' ')}: {row['before']} -> {row['after']}" for row in rows])


def _shortened(told: list[str], *, more: str = "  and {} more") -> list[str]:
    return told[:_SHOWN] + ([more.format(len(told) - _SHOWN)] if len(told) > _SHOWN else [])


def _line(row: Mapping[Any, Any]) -> str:
    said = " ".join(str(row["text"]).split())
    said = said if len(said) <= 60 else said[:59] + "…"
    what = f"{row['field']} {row['before'] or '–'} -> {row['after'] or '–'}" if row["field"] else row["change"]
    return f"  {row['article']} {row['quote']}: {what} ({row['why']}): {said}"
