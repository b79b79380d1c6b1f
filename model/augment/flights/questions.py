"""What people ask beside flights: fares, airlines, aircraft, airports, ground transport, codes; and small talk.

Rules for `augment.grammar`; they use those of `model.augment.flights.asking`. Labels and intents follow ATIS.
"""

# Where sentences start: (rule, how often in a hundred or so, intent). Small talk has none.
STARTS: tuple[tuple[str, int, str | None], ...] = (
    ("flight", 84, "atis_flight"),
    ("airfare", 9, "atis_airfare"),
    ("ground_service", 4, "atis_ground_service"),
    ("airline_question", 3, "atis_airline"),
    ("abbreviation", 3, "atis_abbreviation"),
    ("aircraft_question", 2, "atis_aircraft"),
    ("flight_time", 2, "atis_flight_time"),
    ("quantity", 1, "atis_quantity"),
    ("city_question", 1, "atis_city"),
    ("distance", 1, "atis_distance"),
    ("airport_question", 1, "atis_airport"),
    ("ground_fare", 1, "atis_ground_fare"),
    ("capacity", 1, "atis_capacity"),
    ("flight_no", 1, "atis_flight_no"),
    ("meal_question", 1, "atis_meal"),
    ("talk", 8, None),
    ("decoy", 8, None),
    ("unsigned", 12, None),
)
QUESTIONS = {
    "airfare": """
        4* <price_of> (a|the|a <kind>|the <kind>) (flight|ticket|seat|trip) <route><extras>
        4* how much (does it cost|would it cost|will it cost|is it) to (fly|go|get|travel) <from_to> <extras>
        3* (what is|show me|find me|I want|) the [(cheapest|lowest|cheapest)=cost_relative] (fare|airfare|price) <route>
        3* (I need|I want|book|book me|looking for|get me|can I get) (a|a <kind>) (ticket|tickets) <route><extras>
        (one ticket|1 ticket|<count> tickets|<count> seats|a ticket) <from_to> <when_depart>
        2* (fares|airfares|ticket prices|prices|show me fares|list fares|how much are tickets) <route><extras>
        (how much does|what does) <airline> (charge|cost) <from_to>
        how much does flight <airline_code> <flight_number> cost
        """,
    "price_of": "(how much is|what is the price of|what does it cost for|what is the fare for|price of|cost of)",
    "airline_question": """
        3* (which|what) (airlines|airline|carriers|companies) (fly|flies|go|goes|has flights|operate) <from_to>
        (which|what) (airlines|carriers) <leave>
        (which|what) (airlines|carriers) <reach>
        who flies <from_to>
        (what airline is|which airline uses the code|what airline has code) <airline_code>
        (show me|list) (the|all|) airlines (that fly|flying|that go) <from_to>
        """,
    "aircraft_question": """
        2* what (type|kind) of (plane|aircraft|airplane) (is used|do they use|flies|goes) <from_to>
        what (plane|aircraft|planes) does <airline> (use|fly|have)
        (what is|tell me about) (a|the) <aircraft>
        (do you have|are there) flights on (a|an|the) <aircraft> <from_to>
        """,
    "flight_time": """
        2* what [time=flight_time] does (the|my) (flight|plane) <leave>
        2* what [time=flight_time] does (the|my) (flight|plane) <reach>
        what [time=flight_time] does flight <airline_code> <flight_number> (leave|depart|take off|<leave>)
        what [time=flight_time] does flight <airline_code> <flight_number> (arrive|land|get in|<reach>)
        (show me|what is|give me) the [(schedule|flight schedule|timetable)=flight_time] (of|for) flights <from_to>
        when does <airline> (fly|go) <from_to> <when_depart>
        when (do|can) I <leave>
        when (do|can) I <reach>
        (what are the|) [(times|flight times|departure times)=flight_time] (of|for) flights <from_to>
        """,
    "quantity": """
        2* how many flights (are there|does <airline> have|go|leave) <from_to> <when_depart>
        how many airports (does <city> have|are there in <city>)
        how many (cities|destinations) does <airline> (serve|fly to)
        """,
    "flight_no": "(what is|tell me|I need) the flight (number|numbers) (of|for) (the|) <airline> (flight|) <from_to>",
    "meal_question": """
        is there a [meal=meal] on (the|) (flight|) <airline_code> <flight_number> <from_to>
        (do they serve|is there) [(breakfast|lunch|dinner|a snack)=meal_description] on (the|my) flight <from_to>
        (what [meals=meal] are served|what [meal=meal] do I get) on flights <from_to>
        """,
    "abbreviation": """
        2* what does <airport_code> (mean|stand for)
        what (is|does the abbreviation|does the code) <airport_code> (mean|)
        (what is|what does|explain|define) <airline_code> (mean|stand for|)
        what (does|is) fare code [(F|Y|Q|QX|QW|H|B|M|YN|QO)=fare_basis_code] (mean|)
        (explain|what is) (fare code|fare basis code|the fare code) [(F|Y|Q|QX|QW|H|B|M|YN|QO)=fare_basis_code]
        """,
    "city_question": """
        where is (the|) <airport>
        (where is|what city is|which city has the airport) <airport_code> (located|)
        (what cities|which cities|where) does <airline> (fly to|serve|fly)
        what time zone is <city> in
        """,
    "airport_question": """
        (which|what) airports are (there in|in|near|close to) <city>
        (list|show me|tell me) the airports (in|near|of) <city>
        what is the (nearest|main|closest) airport (to|in|for) <city>
        """,
    "distance": """
        how far is (the|) <airport:from> from downtown
        (what is|tell me) the distance (from|between) (the|) <airport:from> (to|and) (downtown|the city|the city center)
        how far is it <from_to>
        how (far|long) is the (drive|ride) from (the|) <airport:from> to downtown <city:to>
        """,
    "vehicle": "[(taxi|limousine|limo|rental car|car|shuttle|bus|train|car rental|airport limousine)=transport_type]",
    "vehicles": "[(taxis|limousines|rental cars|car rentals|buses|trains|shuttles)=transport_type]",
    "ground": "ground (transportation|transportation|transport)",
    "ground_service": """
        4* (what|which|what kind of|is there|show me|list|) <ground> (is available|is there|) in <city>
        2* (is there a|can I get a|I need a|book a|I want a) <vehicle> (in|at|service in) <city>
        2* (are there|do you have|show me|I need|) <vehicles> (in|at|near) <city>
        in <city> (I need to|I want to|I would like to|I will need to|can I|how do I) (rent|get|hire|take) a <vehicle>
        (what|is there|any) <ground> (at|available at) (the|) <airport>
        (how do I get|is there a <vehicle>|<ground>|how can I go) from (the|) <airport:from> to (downtown|the city)
        how do I get to (the|) <airport:to> from downtown <city:from>
        (is there a|a|any) <vehicle> from (the|) <airport:from> to downtown <city:to>
        """,
    "ground_fare": """
        (how much is|what is the cost of|what does it cost to take|price of) a <vehicle> (in|service in) <city>
        (how much is|what does|how much does) a <vehicle> (cost|) (at|from) (the|) <airport> (cost|)
        (what are|show me) the [(rental car|car rental|taxi)=transport_type] (rates|prices) in <city>
        """,
    "capacity": """
        how many (people|passengers|seats) (fit on|fit in|are on|are there on) (a|an|the) <aircraft>
        what is the (seating capacity|capacity) of (a|an|the) <aircraft>
        """,
    "talk": """
        5* (hi|hello|hey|hey there|good morning|good evening|good afternoon|greetings|hi there|yo|howdy|good day)
        3* (thanks|thank you|thank you so much|thanks a lot|cheers|great, thanks|perfect)
        (ok|okay|yes|no|yes please|no thanks)
        2* (bye|goodbye|see you|see you later|have a nice day|good night|that is all|never mind|sorry|wait|stop|help)
        2* (who are you|what can you do|how are you|are you a robot|what is your name)
        (how does this work|can you help me)
        2* (hi|hello|hey|), (my name is|I am|this is|I'm) <person>
        <person> here
        2* (can I|am I allowed to|how do I) (bring|take|carry) (my dog|my cat|a bike|a guitar|a stroller|liquids)
        2* how (many bags can I take|do I check in online|much luggage is allowed|heavy can my suitcase be)
        2* (what is your|tell me your|where is your) (refund policy|phone number|baggage policy|email)
        2* (I want to|please|can you|I need to) (cancel my booking|change my seat|talk to a person|get a refund|log in)
        (I lost my|where is my|what about my) (luggage|passport|boarding pass|suitcase|ticket|bag)
        (do you|can you) (accept credit cards|allow pets|send me a receipt|speak german|give discounts)
        (tell me a joke|what do you think|that sounds good|I do not understand|this is too complicated|let me think)
        """,
}
