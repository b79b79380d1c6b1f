"""Words for days and times of day to ISO 8601, as precise as the words: a day, a month, a year, a week, a minute.

English only; months come before days ("11/2" is 2 November). Days lie today or later, unless a year says otherwise.
What cannot be told for sure is None: "5" without morning or evening, "wednesdays". Knows no labels and no sentences.
"""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dateparser.date import DateDataParser

LONGEST = 60  # characters; longer words are no date, and dateparser's time grows with them
SEARCHED_DAYS = 3 * 366  # every pair of weekday and day of the month comes round sooner
CACHED_VALUES = 4096

SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
)
NUMBERS = (
    {word: number for words in (SMALL, ORDINALS) for number, word in enumerate(words.split())}
    | {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
    | {"twentieth": 20, "thirtieth": 30}
)
WEEKDAYS = {"thurs": "thursday", "thur": "thursday", "weds": "wednesday"}  # which dateparser does not know
RELATIVE = re.compile(r"\b(?:next|this|last|today|tomorrow|tonight|yesterday|in|ago|from|later|weeks?|months?)\b")
DAY_NUMBER = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?")
MONTH_AND_YEAR = re.compile(r"[a-z][a-z ,.]*(?:\d{4})?")
CLOCK = re.compile(r"(\d{1,2})(?:[:. ]?(\d\d))?(?: ?([ap])\.? ?m\.?| (hours|hrs))?")
NAMED_TIMES = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}
HALVES = {"am": "a", "morning": "a", "pm": "p", "afternoon": "p", "evening": "p", "tonight": "p"}
ISO_FORMATS = {"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m", "year": "%Y"}


def day_value(text: str, today: date) -> str | None:
    """The day, week, month or year that words name, today or later: "November 2nd", "next friday", "may 1991"."""
    words = " ".join(WEEKDAYS.get(word.strip("."), word) for word in in_digits(text).split())
    if len(words) > LONGEST:
        return None
    if number := day_number(words):
        return next_day(number, None, today)
    return _named_day(words, today)


def day_number(text: str) -> int | None:
    """The number of a day of the month that words say, and nothing else: "the 2nd", "twenty fifth"."""
    match = DAY_NUMBER.fullmatch(in_digits(text))
    return int(match[1]) if match else None


def next_day(number: int, weekday: str | None, today: date) -> str | None:
    """The first day from today on with that number in its month and, if given, that weekday."""
    named = day_value(weekday, today) if weekday else None
    wanted = date.fromisoformat(named).weekday() if named and len(named) == len("2026-11-02") else None
    days = (today + timedelta(days=ahead) for ahead in range(SEARCHED_DAYS))
    return next((day.isoformat() for day in days if day.day == number and wanted in (None, day.weekday())), None)


def clock_value(text: str, period: str = "") -> str | None:
    """The time of day that words name, as HH:MM: "5:30 pm", "838 am", "noon", "6 o'clock" with period "evening"."""
    words = re.sub(r"\bo ?['’]? ?clock\b", "", in_digits(text))
    words = " ".join(words.split())
    for name, value in NAMED_TIMES.items():
        if name in words.split():
            return value
    match = CLOCK.fullmatch(words)
    if not match:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if not half and 1 <= hour <= 12 and not match[1].startswith("0") and not match[4]:
        half = _half(period, hour)
        if not half:
            return None
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def clock_range(start: str, end: str, period: str = "") -> str | None:
    """Two times of day as start/end; the one that says morning or evening decides for the other."""
    first, last = clock_value(start, period), clock_value(end, period)
    if first is None and last is not None:
        first = max((value for value in _both_halves(start) if value <= last), default=None)
    if last is None and first is not None:
        last = min((value for value in _both_halves(end) if value >= first), default=None)
    return f"{first}/{last}" if first and last else None


def in_digits(text: str) -> str:
    """Write the numbers up to fifty-nine, counting or ordering, in digits and the rest in lower case."""
    words: list[str] = []
    tens = False  # the word before was twenty, thirty, forty or fifty
    for word in re.sub(r"(?<=[a-z])-(?=[a-z])", " ", text.lower()).split():
        number = NUMBERS.get(word)
        if tens and number is not None and 0 < number < 10:
            words[-1] = str(int(words[-1]) + number)
            tens = False
        else:
            words.append(re.sub(r"['’]s$", "", word) if number is None else str(number))
            tens = number is not None and number >= 20 and not word.endswith("th")
    return " ".join(words)


@lru_cache(CACHED_VALUES)
def _named_day(words: str, today: date) -> str | None:
    # A day named by the calendar may be today; dateparser takes only what comes after its base.
    base = today if RELATIVE.search(words) else today - timedelta(days=1)
    found = _parser(base).get_date_data(words)
    # Left to itself, dateparser takes "12" for December and "november 31" for November 2031.
    if found.date_obj is None or (found.period == "month" and not MONTH_AND_YEAR.fullmatch(words)):
        return None
    return str(found.date_obj.strftime(ISO_FORMATS[found.period]))


@lru_cache(8)
def _parser(base: date) -> DateDataParser:
    settings = {
        "RELATIVE_BASE": datetime.combine(base, time()),
        "PREFER_DATES_FROM": "future",
        "PREFER_DAY_OF_MONTH": "last",  # of a month alone: so that this month is not over yet
        "DATE_ORDER": "MDY",
        "PARSERS": ["relative-time", "absolute-time"],
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    return DateDataParser(languages=["en"], try_previous_locales=False, settings=settings)


def _half(period: str, hour: int) -> str | None:
    words = period.lower().replace(".", "").split() or [""]
    if words[-1].rstrip("s") == "night":
        return "p" if 5 <= hour < 12 else "a"
    return HALVES.get(words[-1]) or HALVES.get(words[-1].rstrip("s"))


def _both_halves(text: str) -> list[str]:
    return [value for half in ("am", "pm") if (value := clock_value(text, half))]
