"""What people ask of an assistant: rules of `augment.grammar` for the seven intents of SNIPS, and the grammar of them.

Knows what is said, not how it looks: case, marks and slips come later. A slot is named as its label.
"""

from functools import partial

from model.augment.assistant.media import MUSIC, RATINGS, SEARCHES
from model.augment.assistant.outings import OUTINGS
from model.augment.assistant.slots import Slots
from model.augment.grammar import Context, Grammar, Piece, Value

STARTS = {  # the name of the intent, and how often it comes; small talk is of none
    "PlayMusic": 20,
    "AddToPlaylist": 16,
    "RateBook": 14,
    "SearchScreeningEvent": 16,
    "BookRestaurant": 20,
    "GetWeather": 20,
    "SearchCreativeWork": 14,
    "talk": 5,
}
TALK = "talk"
SHARED = {
    "talk": """
        (hi|hello|hey there|good morning|thanks|thank you|thanks a lot|ok|never mind|stop|cancel that|yes please|\
            no thanks)
        (how are you|who are you|what can you do|what time is it|tell me a joke|can you hear me|are you there|\
            say it again)
        (turn off|turn on|switch off|dim) the (lights|tv|heating|alarm|fan|radio)( in the (kitchen|bedroom|garage)|)
        (set|cancel|snooze) (an alarm|a timer|my alarm|the timer)( for (six|7|ten minutes|an hour)|)
        (call|text|email|message) (my mom|my boss|her back|him|the office)( later|)
        (what is|how much is) (two plus two|the square root of nine|ten miles in kilometres|a dollar in euros)
        (translate|spell|define) (this word|necessary|hello)
        (I am|we are|she is) (bored|hungry|late again|at work|tired of waiting)
        """,
    "when": """
        5* [(today|tonight|tomorrow|now|tomorrow|tonight)=timeRange]
        right [now=timeRange]
        5* <date>
        4* (at|at|at|around|by|after|about) [<clock>=timeRange]
        3* <date> (at|at|around) [<clock>=timeRange]
        at [<clock>=timeRange] <date>
        2* [(in <number> (minutes|hours|days|weeks)|in (a|one) (week|day|month)|in an hour)=timeRange]
        2* [(next (week|month|year|summer|winter)|this (week|month|summer|year))=timeRange]
        3* for [(dinner|lunch|breakfast|brunch|tonight|tomorrow|supper)=timeRange]
        [(<number> (hours|days|weeks|minutes) from now|the day after tomorrow)=timeRange]
        """,
    "date": """
        3* [(tonight|tomorrow|today)=timeRange]
        2* on [<weekday>=timeRange]
        2* [(next|this) <weekday>=timeRange]
        2* on [(<month> <ordinal>|<month> <day>|the <ordinal> of <month>)=timeRange]
        2* this [(morning|afternoon|evening|weekend)=timeRange]
        [next weekend=timeRange]
        [(tomorrow|<weekday>) (morning|afternoon|evening|night)=timeRange]
        """,
    "weekday": "(monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
    "month": "(january|february|march|april|may|june|july|august|september|october|november|december)",
    "ordinal": "(1st|2nd|3rd|4th|5th|8th|12th|15th|21st|first|second|third|tenth|twentieth)",
    "day": "(1|3|7|9|14|22|30)",
    "number": "(2|3|4|5|10|20|two|three|four|five|six|ten|twenty)",
    "clock": """
        4* <whole_clock>
        (5|6|7|8|9|six|seven|eight|7:30|6:45|8:15)
        """,
    "whole_clock": """
        4* (1|2|5|6|7|8|9|11) (am|pm|pm)
        2* (1|2|5|6|7|8|9|10):(00|15|30|45) (am|pm|pm)
        2* (noon|midnight|(6|7|8) o clock|19:30|18:00|20:15|seven pm|five am|six o clock)
        (half past|a quarter past|a quarter to) (six|seven|eight|nine|7|8)
        """,
    "area": """
        3* in <city>
        in <city>, <state>
        in <city> <state>
        in <city>, <country>
        in <state>
        in <country>
        """,
}


def grammar(slots: Slots) -> Grammar:
    """The grammar of all requests, with values that the slots have or could have."""
    rules = {**SHARED, **MUSIC, **RATINGS, **SEARCHES, **OUTINGS}
    values: dict[str, Value] = {label: partial(_value, slots, label) for label in slots.values}
    return Grammar(rules, values, lambda label, role: label)  # noqa: ARG005


def _value(slots: Slots, label: str, context: Context) -> list[Piece]:
    return [Piece(slots.any(label, context.rng), label)]
