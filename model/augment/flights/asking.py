"""Sentences that people type about flights, as rules of `augment.grammar`, and the grammar of all of them.

Knows what is said, not how it looks: case, punctuation and slips of the finger come later. Labels follow ATIS.
"""

from model.augment.flights.decoys import DECOYS
from model.augment.flights.questions import QUESTIONS
from model.augment.flights.trips import WHEN, WHERE, verb_rules
from model.augment.flights.values import values
from model.augment.grammar import Grammar
from model.augment.names import Names

PLACE_LABELS = {"city_name", "state_name", "state_code", "country_name", "airport_name", "airport_code"}
DATE_LABELS = {"day_name", "month_name", "day_number", "year", "date_relative", "today_relative"}
TIME_LABELS = {"time", "time_relative", "start_time", "end_time", "period_of_day", "period_mod"}
PLACE_ROLES = {"from", "to", "stop"}
TIME_ROLES = {"depart", "arrive", "return"}
EXTRA_LABELS = frozenset({"stoploc.airport_code"})  # ATIS has it, but not in its training sentences

# Verbs by what their place is. Each is also used in the third person and as a participle.
MORE = {
    "class": """
        2* [(first class|first class|first-class)=class_type]
        2* [(business class|business class|business-class|coach|coach class)=class_type]
        2* [(economy|economy|economy class)=economy]
        [(business|premium economy)=class_type]
        """,
    "cost": """
        3* (for|) [(under|under|below)=cost_relative] <fare_amount>
        3* (for|costing|that cost|) [(less|less|cheaper|more)=cost_relative] than <fare_amount>
        (for|) [(at most|no more than)=cost_relative] <fare_amount>
        (for|at|, my budget is|, budget) <fare_amount>
        """,
    "kind": """
        4* [(cheapest|cheapest|lowest|least expensive|most expensive|cheap|cheaper)=cost_relative]
        3* [(nonstop|non-stop|non stop|nonstop)=flight_stop]
        2* [(direct|direct|connecting)=connect]
        4* [(round trip|round-trip|roundtrip|return|one way|one-way)=round_trip]
        3* [(earliest|latest|first|last|early|late|fastest|quickest|shortest)=flight_mod]
        2* <class>
        2* <airline>
        [(morning|afternoon|evening|night)=depart_time.period_of_day]
        <time:depart>
        (<weekday:depart>|[tomorrow=depart_date.today_relative])
        [daily=flight_days]
        [(red-eye|red eye)=flight_mod]
        """,
    "who": """
        for (me and |)(my|our) (wife|husband|family|kids|two kids|boss|team|friend <person>|daughter|son|dog)
        for <count> (people|adults|passengers|persons|of us|travellers|students)
        2* (with|for) my (friend|colleague|sister|brother|boss|wife|daughter|son|uncle|mother) <person>
        (with|for) (Mr.|Mrs.|Ms.|Dr.|Mr|Professor|Miss) <surname>
        <count> (adults|passengers|people|seats|tickets)
        """,
    "why": """
        for (a business meeting|a wedding|a conference|work|business|vacation|a job interview|my honeymoon|a funeral)
        to (visit|see|meet) (my parents|my sister|my friend|my grandmother|some friends|<person>)
        (for|over|on|at) (Christmas|Easter|Thanksgiving|New Year's Eve|the weekend|my birthday)
        with (two suitcases|one bag|a window seat|hand luggage only|wifi|a bike|extra legroom)
        because (I have a meeting|my sister lives there|it is urgent)
        (asap|if possible|any airline|flexible dates|no preference|what do you suggest)
        """,
    "extra": """
        4* (on|with|flying|by) <airline>
        2* (in|) <class>
        2* [(round trip|round-trip|roundtrip|one way|one-way)=round_trip]
        2* <cost>
        [(nonstop|non-stop|nonstop)=flight_stop] (only|)
        with [(no stops|one stop|1 stop|two stops)=flight_stop]
        2* <who>
        2* <why>
        (that serves|with|and) [(breakfast|lunch|dinner)=meal_description]
        (that serves a|with a) [meal=meal]
        2* <s>
        """,
    "extras": "(||||(,|) <extra>|(,|) <extra>|(,|) <extra>, <extra>)",
    "home_again": "(|||(,|) <return:return>)",
}
ASKING = {
    "noun": "(flight|flight|flight|plane|connection|seat)",
    "a_flight": """
        5* (a|a|any|the) <noun>
        4* (a|a|the|) <kind> (<kind>|) <noun>
        """,
    "flights": """
        5* (all|the|all the|any|some|) flights
        3* (all|the|all the|any|some|) <kind> flights
        (all|the|any|) (flight options|available flights|possible flights|options|flights available)
        """,
    "ask": """
        6* (show|show me|find|find me|list|give me|get me|search for|look up|display|search) <flights>
        3* (what are|are there|do you have|which are|I need to see|can you find|could you show me) <flights>
        5* (book|book me|find|find me|I need|need|I want|looking for|I am looking for|get me|search) <a_flight>
        4* (is there|do you have|what is|can you find me|could you book|I would like|please book) <a_flight>
        4* <flights>
        3* <noun>
        """,
    "wish": """
        5* I (would like to|want to|need to|have to|am going to|plan to|wish to|must|will|should)
        2* (we|my family and I|my boss) (would like to|want to|need to|have to|must|will)
        (how can I|how do I|can I|could I|is it possible to|what is the best way to|help me|I am hoping to|trying to)
        (I am trying to|I wanna|I was hoping to|would like to|want to|need to|my plan is to|I am planning to)
        """,
    "flight": """
        14* <ask> <route><home_again><extras>
        10* <wish> <trip><home_again><extras>
        <day:depart>(,|) <wish> <leave>
        <day:arrive>(,|) <wish> <reach>
        <day:depart>(,|) <ask> (<o> <d>|<d> <o>)
        <day:depart>(,|) <wish> fly <from_to>
        2* (is there|do you have) (a flight|anything|a plane) (that|which) <leaves> <when_depart> and (<reaches>|<goes>)
        2* (is there|do you have) (a flight|anything|a plane) (that|which) <reaches> <when_arrive> and <leaves>
        (which|what) <airline> flights <leave> <when_depart>
        (which|what) <airline> flights <reach> <when_arrive>
        does <airline> (fly|go|have flights) <from_to>
        6* <fragment><extras>
        5* <statement>
        3* <in_front>
        2* <ask> (<o> <d>|<d> <o>). <i_must> <trip_end>
        2* flight <airline_code> <flight_number> <from_to>
        (is|what is the status of|has) (flight|) (<joined_flight>|<airline_code> <flight_number>) (on time|<from_to>)
        (flight|) <joined_flight> <from_to>
        """,
    "trip_end": """
        (leave|depart|take off|set off|leave <place:from>) <when:depart>
        (arrive|be there|land|get there|reach <place:to>) <when:arrive>
        """,
    "fragment": """
        4* <place:from> to <place:to>(,|) <when_depart>
        4* <place:to> from <place:from>(,|) <when_depart>
        2* <place:from> <arrow> <place:to>(,|) <when_depart>
        (<ask>|<ask> for) <place:from> <arrow> <place:to>(,|) <when_depart>
        <airline>(,|) <from_to>(,|) <when_depart>
        3* <kind> (flight|) <from_to>(,|) <when_depart>
        (flights|flight|fares|) <place:from> <place:to> <when_depart>
        <when:depart>(,|) <place:from> to <place:to>
        <when:depart>(,|) <place:to> from <place:from>
        <place:from>-<place:to>(,|) <when_depart>
        <place:from> to <place:to> <s>(,|) <when_depart>
        2* <place:to> from <place:from>(,|) <timed>
        2* <place:from> to <place:to>(,|) <timed>
        2* <place:to> <s> from <place:from>(,|) <when_depart>
        2* (from|From) <place:from> (to|, to|. To) <place:to>(,|) <when_depart>
        5* (to|To) <place:to> (from|, from|. From) <place:from>(,|) <when_depart>
        (origin|departure|from:|departing) <place:from>(,| and|;) (destination|arrival|to:|arriving) <place:to>
        2* (destination|arrival|to:|arriving) <place:to>(,| and|;) (origin|departure|from:|departing) <place:from>
        3* (<leave>|<leaving>) <when_depart>
        3* (<reach>|<reaching>) <when_arrive>
        (from|leaving from|departing) <place:from>
        (to|arriving in|going to) <place:to>
        (leaving|departing|I leave|leave|) <when:depart>
        (arriving|landing|I arrive|arrive) <when:arrive>
        (returning|coming back|return) <day:return>
        """,
    "i_am_in": "I (live in|am in|am based in|am at|am currently in|am staying in) <place:from>",
    "carry": """
        (take|bring|fly|get) (me|us) <going_to> <when_depart>
        (take|bring|fly|get) (me|us) <going_to> [by=arrive_time.time_relative] <time:arrive>
        (take|bring|fly|get) (me|us) (out of|from|away from) <place:from> <when_depart>
        (take|bring|fly|get) (me|us) (out of|from|away from) <place:from> [by=depart_time.time_relative] <time:depart>
        (take|bring|fly|get) (me|us) <from_to> <when_depart>
        """,
    "going_to": "(to|into|over to|back to) <place:to>",
    "my_start": "(where I am starting|where I leave from|the place I am leaving|my (departure city|origin|departure))",
    "my_end": "(where I want to go|the place I am going to|my (destination|arrival city|destination city))",
    "i_must": "I (need to|want to|have to|must)",
    "in_front": """
        2* <place:to> is where (I|we) (want|need|have|would like|am going|plan) to (go|land|be|arrive|fly|end up|stay)
        2* <place:from> is where (I|we) (want|need|have|would like|am going|plan) to (leave|start|depart|take off) from
        <place:from> is where (I am|we are|my trip is) (leaving from|starting from|departing from|flying out of)
        <place:to> is where (I am|we are|my trip is) (going|headed|flying to|landing|going to end)
        <place:to> is (my destination|the destination|where I am going|where I am headed|where I arrive)
        <place:from> is (my departure city|the origin|where I live|where I start|where I leave from)
        in <place:to> <i_must> (be|land|arrive) <when:arrive>
        (to|into) <place:to> <i_must> (fly|go|travel|get) <when:depart>
        (from|out of) <place:from> <i_must> (fly|go|leave|depart) <when:depart>
        <my_end> is <place:to>((,| and|.) <my_start> is <place:from>|) <when_depart>
        <my_start> is <place:from>((,| and|.) <my_end> is <place:to>|) <when_depart>
        """,
    "statement": """
        2* <i_am_in> and (need to|want to|have to) <reach> <when_arrive>
        2* <i_am_in> and (need to|want to|have to) <go> <when_depart>
        I will be (in|at) <place:from> and (need to|want to|have to) <go> <when_depart>
        3* (please|can you|could you|you should|the plane should|I need you to|) <carry>
        2* <i_am_in>. <i_must> (be in|get to|reach) <place:to> <when_arrive>
        3* <i_must> (be in|get to|reach|arrive in) <place:to> <when_arrive>. <i_am_in>
        2* <i_must> (be in|get to|reach) <place:to> <when_arrive> (and|but|,) I am <leaving> <when_depart>
        <i_must> be in <place:to> <when:arrive>
        2* my (flight|plane) <leaves> <when:depart>
        my (flight|plane) <reaches> <when:arrive>
        we are <leaving> <when:depart>
        we are <reaching> <when:arrive>
        my destination is <place:to>(,| and|.) <i_am_in>
        I am <leaving>(,| and|.) my destination is <place:to>
        """,
}


def grammar(names: Names) -> Grammar:
    """The grammar of everything people ask, with names out of the lists."""
    rules = {**WHERE, **WHEN, **verb_rules(), **MORE, **ASKING, **QUESTIONS, **DECOYS}
    return Grammar(rules, values(names), full_label)


def full_label(label: str, role: str) -> str:
    """`city_name` said of an origin is `fromloc.city_name`; a label without a side, or with one already, stays."""
    if label in PLACE_LABELS and role in PLACE_ROLES:
        return f"{role}loc.{label}"
    if label in DATE_LABELS and role in TIME_ROLES:
        return f"{role}_date.{label}"
    if label in TIME_LABELS and role in TIME_ROLES:
        return f"{role}_time.{label}"
    return label
