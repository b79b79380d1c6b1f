"""Words that look like slots and are none, and slots that come without their usual signs, as grammar rules.

A tagger that has only ever seen "coach" as a class and "Austin" as a city labels them so whatever stands around them.
Here the same words come in both roles, so that the context has to decide.
"""

from model.augment.ambiguous import PERSON_PLACE

DECOYS = {
    "named_as_a_city": f"({'|'.join(PERSON_PLACE)})",
    "somebody": """
        <named_as_a_city>
        (my|our) (son|friend|boss|sister|wife) <named_as_a_city>
        (Mr.|Mrs.|Ms.) <named_as_a_city>
        """,
    "coach": "(my|our|the|her) (football|swimming|tennis|basketball|old|new|) coach",
    "wants": "(wants|would like|has|needs|is going|is planning|hopes|asked me|told me|plans)",
    "decoy": """
        6* <somebody> <wants> to (fly|go|travel|get|head|move) <from_to> <when_depart>
        4* <somebody> <wants> to (fly to|go to|travel to|visit|get to|see) <place:to> <when_depart>
        2* <somebody> (is|will be) (leaving|departing) <place:from> <when_depart>
        2* <somebody> (is|will be) (arriving in|landing in|reaching) <place:to> <when_arrive>
        2* <somebody> (lives in|is in|is stuck in) <place:from> and (needs|wants) to (get|go|fly) to <place:to>
        3* I (fly|go|travel|am flying|am going) <from_to> (on|for) (business|work|a business trip|company business)
        2* (it is|this is) (a business trip|my first trip|my first time|an economy measure|my second visit) <d>
        2* (going|flying|travelling|off) (to|from) <place:to> on (urgent|important|family|personal|) business
        3* <coach> (flies|goes|travels|is going|is flying) <from_to>
        2* <coach> (wants|needs|has) to (fly|go) <d> <when_depart>
        2* we take (a|the) coach to the airport and (fly|go) <from_to>
        3* (can|could|would) you (please|) direct (me|us|my call) to (the|your) (<city:to> (desk|flights)|gate|manager)
        2* (I need|send me|where is|how do I get) (a|the|my) mobile (boarding pass|check-in|number|app) for <city:to>
        2* (text|call|send it to) my mobile (phone|number|) when you find (a|) flight <from_to>
        2* (can we|let us|we want to) split the (cost|price|bill|payment|booking|costs) (of (a|the) trip <d>|)
        2* (a|that is a|have a|what a) nice (seat|day|trip|view|hotel) (on the|for the|) (flight|trip|) <d>
        2* I (am reading|read|was reading) (about|a book about|reviews of) (flights|flying|airlines) <d>
        2* (it does not matter|one way or another|whatever it costs|no matter what), (get me|I need to go) <d>
        2* (in the end|first of all|at last|in the first place|last but not least), <wish> (fly|go) <from_to>
        (may|might) I (fly|go|travel|book a seat|change my flight) <from_to>
        2* last minute (flights|deals|tickets|offers) <from_to>
        2* I (have|had) (dinner|lunch|breakfast) with (my boss|friends|my sister) before (we|I) (fly|go) <d>
        """,
    "unsigned": """
        7* <airline> (to|into) <place:to>(,| please|, please|) <when_depart>
        3* <airline> (from|out of) <place:from>(,|) <when_depart>
        3* <wish> (fly|take|try|use|book) <airline> [or=or] <airline> <from_to>
        2* <wish> (fly|take|go with|use|book) <airline> (to|into) <place:to> <when_depart>
        2* (<airline>'s|<airline>s) [(earliest|latest|first|last)=flight_mod] flight <from_to>
        4* <bring_me> (there|) <via> <place:stop> to <place:to>
        2* <bring_me> (to|into) <place:to> <via> <place:stop>
        3* (show me|find|list|see|what are|do you have) (the|any|all) (<kind>|) <city:to> flights <when_depart>
        2* (cheap|any|the|<kind>|) (flights|tickets|) <city:from> <city:to> (flight|ticket|) <when_depart>
        3* (what is|tell me|give me|I need) the [arrival time=flight_time] (in|at|for|into) <place:to>
        3* (what is|tell me|give me|I need) the [departure time=flight_time] (from|out of|in|for) <place:from>
        3* (is|was) (the|my|that) (flight|plane) <from_to> (flight|) number <flight_number>
        2* (the|my|) flight <from_to>(,| is|) number <flight_number>
        2* (is|was) (the|my|that) (flight|plane|ticket) <from_to> <fare_amount>
        3* (on|) <weekday:arrive> <clock:arrive>(,|) (I|we) (land|arrive|touch down|get in) (in|at) <place:to>
        3* (on|) <weekday:depart> <clock:depart>(,|) (I|we) (leave|depart|depart from|fly out of) <place:from>
        12* (I|we) (land|arrive|touch down|get in|will be) (at|in) <known_airport:to> <when_arrive>
        12* (I|we) (leave|depart from|take off from|fly out of|start from) <known_airport:from> <when_depart>
        6* <carried> from <known_airport:from> to <place:to> <when_depart>
        6* <carried> to <known_airport:to> from <place:from> <when_depart>
        2* (I have|there is) a (meeting|wedding) in <place:to>. (get me|I must be|I need to be) there <when:arrive>
        4* (I|we) (fly|always fly|am flying|are flying|want to fly|usually travel) <class> (<from_to>|to <place:to>|\
            from <place:from>) <when_depart>
        4* <day:arrive>(,|) (I|we) (land|arrive|get in|touch down|am landing|are arriving) (in|at) <place:to>
        4* <day:depart>(,|) (I|we) (leave|take off|fly|fly out|depart|am leaving|are leaving) (for|to) <place:to>
        3* (I need|get me|book|book me|I want|is there) (a|the cheapest|one) <place:from> to <place:to> \
            (ticket|flight|seat|fare) <when_depart>
        2* (we|I) (hope|want|would love) to (see|visit|meet) (my|our) (son|daughter|friends|parents) in <place:to>
        2* when I (get to|reach|arrive in|land in) <place:to> <when_arrive> I (want|need|would like) <needs>
        2* when I (leave|depart from|set off from) <place:from> <when_depart> I (want|need|would like) <needs>
        what is <airline_code>
        """,
    "bring_me": "(<wish> (go|fly|travel)|get me|take me|fly me|bring me|send me|get us|)",
    "carried": "(flights|a flight|the last flight|the first flight|<airline>|trains)",
    "via": "(via|through|by way of|with a stop in|with a layover in|changing planes in|passing through)",
    "needs": "(a window seat|[(breakfast|lunch|dinner)=meal_description]|a <vehicle>|help|wifi|my bags)",
}
