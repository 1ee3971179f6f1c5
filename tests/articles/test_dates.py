"""Dates as files give them: read where they are certain, refused where they are not."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest

from analysis.articles.dates import parse_date


@pytest.mark.parametrize(
    "given",
    [
        "2019-10-07",
        "20191007",
        20191007,
        "2019/10/07",
        "Oct. 7, 2019",
        "October 7th, 2019 5:04 pm",
        "Published Monday, 7 October 2019",
        "7-Oct-2019",
        "07.10.2019",
        "2019-10-07T00:00:00Z",
        "2019-10-07T02:00:00+02:00",
        "Mon, 07 Oct 2019 00:00:00 GMT",
        1570406400,
        "1570406400",
        1570406400000,
        datetime(2019, 10, 7),
        datetime(2019, 10, 7).date(),
        pd.Timestamp("2019-10-07", tz="UTC"),
    ],
)
def test_dates_of_many_kinds_are_read(given: object) -> None:
    assert parse_date(given) == datetime(2019, 10, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    "given",
    [
        "201910070930",
        201910070930,
        "20191007093000",
        "2019-10-07T09:30:00Z",
        "2019-10-07 09:30:00 UTC",
        "2019-10-07 09:30:00.000 +0000",
        "2019-10-07 11:30 +02:00",
        "2019-10-07 04:30 EST",
        "2019-10-07T05:30 EDT",
        "Mon Oct 07 09:30:00 +0000 2019",
        "Mon Oct 07 11:30:00 +0200 2019",
        "Mon Oct 07 09:30:00 2019",
        "Mon, 07 Oct 2019 09:30:00 GMT",
        "Mon, 07 Oct 2019 04:30:00 -0500 (EST)",
        "Mon, 07 Oct 2019 09:30:00 Z",
        "Mon, 7 Oct 2019 11:30:00 +0200 CEST",
    ],
)
def test_the_time_of_day_is_read_in_the_ways_of_machines(given: object) -> None:
    assert parse_date(given) == datetime(2019, 10, 7, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("given", ["7 Oct 2019 9:30 PM", "Mon, 07 Oct 2019 01:30:00 CEST", "7 Oct 2019 11:30 PM EST"])
def test_of_a_time_that_cannot_be_told_the_day_alone_is_read(given: str) -> None:
    assert parse_date(given) == datetime(2019, 10, 7, tzinfo=UTC)


def test_ten_digits_may_be_an_hour() -> None:
    assert parse_date("2019100709") == datetime(2019, 10, 7, 9, tzinfo=UTC)
    assert parse_date("1570440600") == datetime(2019, 10, 7, 9, 30, tzinfo=UTC)


def test_twelve_digits_are_milliseconds_where_they_are_no_day() -> None:
    assert parse_date(209999999999) == datetime(1976, 8, 27, 13, 19, 59, 999000, tzinfo=UTC)


@pytest.mark.parametrize("given", [None, "", "  ", "NaT", "n/a", float("nan"), pd.NaT])
def test_no_date_is_no_date(given: object) -> None:
    assert parse_date(given) is None


@pytest.mark.parametrize(
    "given",
    [
        *("20219-10-05", "0019-10-05", "2019-13-45", "30 February 2019", "yesterday", "2019", "9999-12-31", [1]),
        "0019-10-07 09:30 UTC",
        "2019-10-07 09:30 CET",
        "2019-10-07 25:30 UTC",
        "Mon Oct 07 09:30:00 0019",
        "20191332000000",
    ],
)
def test_an_absurd_date_is_refused(given: object) -> None:
    with pytest.raises(ValueError, match="date"):
        parse_date(given)


def test_a_date_that_may_be_read_two_ways_is_not_guessed() -> None:
    with pytest.raises(ValueError, match=r"say --day-first or --month-first, in Python day_first=True"):
        parse_date("3/4/2019")
    assert parse_date("3/4/2019", day_first=True) == datetime(2019, 4, 3, tzinfo=UTC)
    assert parse_date("3/4/2019", day_first=False) == datetime(2019, 3, 4, tzinfo=UTC)
    assert parse_date("10/25/2019") == parse_date("25/10/2019") == datetime(2019, 10, 25, tzinfo=UTC)
