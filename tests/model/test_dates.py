"""Days and times in words against datetime, which writes the words, and against a calendar read by hand."""

import calendar
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.dates import clock_range, clock_value, day_number, day_value, in_digits, next_day

TODAY = date(2026, 8, 1)  # a Saturday
DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))
MONTH_DAY_FORMATS = ["%B %d", "%b. %d", "%d %B", "%d of %b", "%A %B %d", "%a, %b %d"]


@given(DAYS, st.integers(0, 364), st.sampled_from(MONTH_DAY_FORMATS))
def test_a_day_of_a_month_is_the_next_such_day_today_included(today: date, ahead: int, written: str) -> None:
    day = today + timedelta(days=ahead)
    assert day_value(day.strftime(written), today) == day.isoformat()


@given(DAYS, DAYS, st.sampled_from(["%B %d %Y", "%d %b %Y", "%m/%d/%Y", "%Y-%m-%d", "%A, %B %d, %Y"]))
def test_a_day_with_its_year_is_that_day_whatever_today_is(day: date, today: date, written: str) -> None:
    assert day_value(day.strftime(written), today) == day.isoformat()


@given(DAYS, st.integers(0, 6), st.sampled_from(["%A", "%a", "this %A", "on %A"]))
def test_a_weekday_is_the_next_such_day_today_included(today: date, ahead: int, written: str) -> None:
    day = today + timedelta(days=ahead)
    assert day_value(day.strftime(written).removeprefix("on "), today) == day.isoformat()


@given(DAYS, st.integers(1, 12))
def test_a_month_alone_is_the_next_such_month_this_one_included(today: date, month: int) -> None:
    year = today.year + (month < today.month)
    assert day_value(calendar.month_name[month], today) == f"{year}-{month:02}"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("November 2nd", "2026-11-02"),
        ("november second", "2026-11-02"),
        ("july twenty fifth", "2027-07-25"),
        ("the twenty-first of july", "2027-07-21"),
        ("august first", "2026-08-01"),
        ("december thirtieth", "2026-12-30"),
        ("feb 29", "2028-02-29"),
        ("Thurs.", "2026-08-06"),
        ("Weds", "2026-08-05"),
        ("friday's", "2026-08-07"),
        ("next friday", "2026-08-07"),
        ("next saturday", "2026-08-08"),
        ("today", "2026-08-01"),
        ("tonight", "2026-08-01"),
        ("tomorrow", "2026-08-02"),
        ("the day after tomorrow", "2026-08-03"),
        ("the 2nd", "2026-08-02"),
        ("thirty first", "2026-08-31"),
        ("may 1991", "1991-05"),
        ("1991", "1991"),
        ("next week", "2026-W32"),
        ("next month", "2026-09"),
    ],
)
def test_words_that_name_a_day_have_its_value_as_precise_as_the_words(words: str, value: str) -> None:
    assert day_value(words, TODAY) == value


@pytest.mark.parametrize(
    "words",
    [
        *("", "february 30", "november 31", "november 99", "32", "0", "wednesdays", "weekday", "the following day"),
        *("next", "same", "monday tuesday", "denver", "\x00", "\ud800", "😀", "②", "november " * 20, "a" * 10**6),
    ],
)
def test_what_names_no_day_for_sure_has_no_value(words: str) -> None:
    assert day_value(words, TODAY) is None


@given(DAYS, st.integers(1, 31), st.none() | st.integers(0, 6))
def test_a_day_number_is_the_first_such_day_of_the_calendar(today: date, number: int, weekday: int | None) -> None:
    found = next_day(number, None if weekday is None else calendar.day_name[weekday], today)
    assert found is not None
    day = date.fromisoformat(found)
    assert day.day == number
    assert weekday in (None, day.weekday())
    between = (today + timedelta(days=ahead) for ahead in range((day - today).days))
    assert not any(other.day == number and weekday in (None, other.weekday()) for other in between)


@pytest.mark.parametrize(
    ("words", "number"), [("the 2nd", 2), ("twenty second", 22), ("31", 31), ("11/2", None), ("", None)]
)
def test_a_day_number_stands_alone(words: str, number: int | None) -> None:
    assert day_number(words) == number


@given(st.times(), st.sampled_from(["%I:%M %p", "%I:%M%p", "%I.%M %p", "%I%M %p", "%H:%M"]))
def test_a_time_of_day_is_read_as_datetime_writes_it(moment: time, written: str) -> None:
    text = moment.strftime(written)
    expected = moment.strftime("%H:%M")
    sure = written != "%H:%M" or not 10 <= moment.hour <= 12  # "11:30" may be in the evening
    assert clock_value(text) == (expected if sure else None)
    assert clock_value(text.lower().replace("am", "a.m.").replace("pm", "p.m.")) == (expected if sure else None)


@pytest.mark.parametrize(
    ("words", "period", "value"),
    [
        ("5:30pm", "", "17:30"),
        ("838 am", "", "08:38"),
        ("five thirty pm", "", "17:30"),
        ("5 o'clock pm", "", "17:00"),
        ("5 o’clock", "evening", "17:00"),
        ("8", "late afternoon", "20:00"),
        ("8", "mornings", "08:00"),
        ("10", "at night", "22:00"),
        ("1", "night", "01:00"),
        ("12 am", "", "00:00"),
        ("12 pm", "", "12:00"),
        ("12 noon", "", "12:00"),
        ("midnight", "", "00:00"),
        ("1700", "", "17:00"),
        ("1200 hours", "", "12:00"),
        ("17", "", "17:00"),
        ("09:15", "", "09:15"),
    ],
)
def test_words_that_name_a_time_have_its_value(words: str, period: str, value: str) -> None:
    assert clock_value(words, period) == value


@pytest.mark.parametrize(
    "words",
    ["", "5", "9:15", "1130", "5 o'clock", "25:00", "13 pm", "0 am", "5:75 pm", "soon", "² pm", "\x00", "5" * 10**6],
)
def test_what_names_no_time_for_sure_has_no_value(words: str) -> None:
    assert clock_value(words) is None


@pytest.mark.parametrize(
    ("start", "end", "period", "value"),
    [
        ("5", "7 pm", "", "17:00/19:00"),
        ("11", "1 pm", "", "11:00/13:00"),
        ("10 am", "2", "", "10:00/14:00"),
        ("8 am", "10", "", "08:00/10:00"),
        ("4", "6", "evening", "16:00/18:00"),
        ("noon", "2 pm", "", "12:00/14:00"),
        ("4", "6", "", None),
        ("soon", "6 pm", "", None),
    ],
)
def test_one_half_of_the_day_said_holds_for_both_ends(start: str, end: str, period: str, value: str | None) -> None:
    assert clock_range(start, end, period) == value


def test_numbers_are_written_in_digits_and_other_words_left() -> None:
    assert in_digits("Twenty-fifth of JULY") == "25 of july"
    assert in_digits("five thirty") == "5 30"
    assert in_digits("twenty one twenty") == "21 20"
    assert in_digits("twentieth first") == "20 1"


def test_threads_at_once_get_the_values_of_one_alone() -> None:
    words = [f"{month} {day}" for month in calendar.month_name[1:] for day in range(1, 29)]
    alone = [day_value(text, date(2030, 1, 2)) for text in words]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: day_value(text, date(2030, 1, 2)), words * 3))
    assert together == alone * 3
