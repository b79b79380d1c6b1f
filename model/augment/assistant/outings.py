"""Requests for tables in restaurants and for the weather: grammar rules of `requests`."""

OUTINGS = {
    "BookRestaurant": """
        5* <book> <table> (at|at|in) <restaurant> <details>
        3* <book> <a_restaurant> <details>
        2* <book> <table> <details>
        2* <book> <table> <when> (at|in) <restaurant> (<area>|)
        <book> a (table|spot|reservation) (for|at) [<whole_clock>=timeRange] at <restaurant> (<area>|)
        <party_size_description> (want|would like|need|are hoping) to (eat|dine|go|\
            have dinner) at <restaurant> <details>
        (can you get|could you book|can I get|is it possible to get|any chance of) <table> at <restaurant> <details>
        <table> at <restaurant> <details>
        (is there|where is|do you know|find me) <a_restaurant> (<area>|) (where|in which) (I|we) can \
            (book|reserve|eat|sit) (for [<number>=party_size_number]|<when>)
        """,
    "book": """
        4* (book|reserve|find|find me|get me|book me|get us|please book|make)
        2* (I need|I want|I'd like|we need|I'd like to book|I want to book|I need to book|we'd like|\
            I'd like to reserve)
        """,
    "table": """
        4* a (table|spot|reservation|seat|booking|place) for [(<number>|<number>|7|8|12|one)=party_size_number] \
            (people||)
        2* a (table|spot|reservation|booking) for <party_size_description>
        a (table|spot|reservation|booking)
        """,
    "restaurant": """
        4* <restaurant_name>
        4* <a_restaurant>
        """,
    "a_restaurant": """
        3* (a|the|some) <restaurant_kind>
        3* (a|the|any) <sort> <restaurant_kind>
        3* (a|an|some) <cuisine> <restaurant_kind>
        (a|the) <near_word> <restaurant_kind>
        a <restaurant_kind> (with|that has) (a|) <facility>
        2* a <restaurant_kind> (that serves|serving|with) (<served_dish>|<cuisine> food)
        a place (that serves|serving|with) <served_dish>
        """,
    "restaurant_kind": "<restaurant_type>",
    "details": """
        3* <area>
        3* <when>
        3* <area> <when>
        <when> <area>
        for <party_size_description> (<when>|)
        for [<number>=party_size_number] (people|) (<when>|<area>)
        [(close|near|not far|nearby)=spatial_relation] (to|from) <poi>
        <near> (<when>|)
        2* (with|for) <party_size_description>
        """,
    "GetWeather": """
        4* (what's|what is|how is|how's|tell me|give me|show me|check) the \
            (weather|forecast|weather forecast|weather like) <there> <maybe_when>
        4* (will it be|is it|is it going to be|will it get|how) <condition> <there> <maybe_when>
        2* (will it|is it going to|does it|is it supposed to) <happen> <there> <maybe_when>
        2* (will there be|is there|any|are we getting|any chance of) (<happening>|<storms>) <there> <maybe_when>
        2* (weather|forecast|weather forecast) (for|in) <spot> <maybe_when>
        (do I need|should I take|should I bring|will I need) (an umbrella|a coat|sunglasses|\
            a jacket) <there> <maybe_when>
        <when>, (will it be|is it going to be) <condition> <there>
        (what will the weather be|what's it) (like|) <there> <maybe_when>
        how [(cold|hot|warm|chilly)=condition_temperature] (is it|will it be|will it get) <there> <maybe_when>
        """,
    "condition": """
        [(cold|hot|warm|chilly|freezing|colder|hotter|warmer|chillier)=condition_temperature]
        [(sunny|rainy|windy|cloudy|snowy|foggy|humid|stormy|overcast)=condition_description]
        """,
    "happen": "[(rain|snow|storm|hail)=condition_description]",
    "happening": "[(rain|snow|sun|fog|wind|hail|snowfall|rainfall)=condition_description]",
    "storms": "a [(storm|blizzard|snowstorm)=condition_description]",
    "there": """
        6* (in|in|for|around) <spot>
        2* [here=current_location]
        (at|in) my [(current location|current position)=current_location]
        [(near|close|not far)=spatial_relation] (to|from) <spot>
        """,
    "spot": """
        5* <city>
        2* <city>, <state>
        2* <city>, <country>
        <city> <state>
        2* <country>
        2* <state>
        2* <geographic_poi>
        """,
    "maybe_when": "(<when>|<when>|)",
}
