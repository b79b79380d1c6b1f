"""Requests for music, playlists, ratings, works and films: grammar rules of `requests`."""

MUSIC = {
    "PlayMusic": """
        5* <play> <music>( on <service>| from <service>|||)
        <play> <music> (using|with|through|via) <service>
        (open|turn on|launch|start) <service> and <play> <music>
        (do you have|have you got|is there) (any|some|) <music_by>
        (I'm in the mood|in the mood|time) for (some|) <music_by>
        """,
    "play": """
        5* (play|play me|put on|start|throw on|start playing)
        (queue up|cue up|blast|turn on|shuffle|spin|stream|let's hear|let me hear|can we hear|give me)
        (wake me up with|wake me up to|cheer me up with|treat me to|surprise me with)
        (I want to hear|I wanna hear|I'd like to hear|I'd like to listen to|I want to listen to|listen to|\
            I need to hear)
        """,
    "music": """
        4* (some|) <artist>
        4* (<track>|<album>) by <artist>
        2* <track>
        <album>
        2* the [(album|record)=music_item] <album> (by <artist>|)
        <track> (off of|from|off) <album>
        the [song=music_item] <track> (by <artist>|)
        2* <music_by>
        2* (some|) <genre> (music|songs||tunes)
        (some|any) <decade> <genre>
        (the|my) <playlist> playlist
        the playlist <playlist>
        <playlist>
        (some|) (music|songs|tunes) (by <artist>|from <year_number>|from the <decade>|)
        <decade> (music|hits|songs)
        (the|a) <year> [(song|album|track|record)=music_item] (by <artist>|)
        """,
    "decade": "[(eighties|nineties|seventies|sixties|fifties|thirties|80s|90s|70s|60s|2000s)=year]",
    "year_number": "[(1965|1978|1984|1991|1999|2003|2008|2012|2016|2021)=year]",
    "music_by": """
        3* (a|any|the|another) [(song|track|album|tune|record)=music_item] by <artist>
        2* the <sort> [(song|track|album|tune)=music_item] (by <artist>|)
        (the|some) <sort> <artist> songs
        something by <artist>
        (track|song) (number|) <which> (of|from|on|off) <album>
        """,
    "which": "(1|2|3|4|5|7|9|12|one|two|three|five|ten)",
    "AddToPlaylist": """
        6* (add|add|put|save|include|place|throw|stick|drop) <item> (to|to|on|in|into|onto) <list>
        (I want|I'd like|I need) <item> (on|in|added to) <list>
        (I want to|I'd like to|let's|we should) (add|put) <item> (to|on|in) <list>
        (make|create) room in <list> for <item>
        <list> (needs|could use|should have|is missing) <item>
        """,
    "item": """
        3* <entity_name>
        3* <artist>
        2* (this|the|that|another|a) [(song|track|tune|album|artist|record)=music_item]
        2* (this|the|that|a|another) [(song|track|tune|album)=music_item] (by|from) <artist>
        2* <entity_name> by <artist>
        3* the [(song|track|tune|album)=music_item] <entity_name> (by <artist>|)
        the [artist=music_item] <artist>
        (some|more|any) <artist>
        """,
    "list": """
        4* <playlist_owner> <playlist> (playlist|list|)
        3* (the|) <playlist> playlist
        2* <playlist_owner> playlist (called|named|titled|) <playlist>
        <playlist>
        the playlist (called|named|) <playlist>
        """,
}
RATINGS = {
    "RateBook": """
        4* (rate|please rate|score|mark|I rate|I'd rate|I would rate) <rated> <rating>
        3* (give|I give|I'd give|let's give|award|I would give|we give) <rated> <rating>
        2* (give|I give|I'd give|award) <rating> to <rated>
        2* <rated> (gets|deserves|is worth|should get|gets only|earns|merits|is a) <rating> (from me||)
        <rating> (for|to) <rated>
        (I'd|I would|let's|I) put <rated> at <rating>
        my rating (for|of) <rated> is <rating>
        """,
    "rated": """
        4* <object_name>
        2* the [(book|novel|textbook|essay|album)=object_type] <object_name>
        3* [this=object_select] [(book|novel|textbook|essay|album)=object_type]
        2* (the|my|) [(current|last|previous|next|following)=object_select] [(book|novel|textbook|essay)=object_type]
        the [(current|last|previous)=object_select] [(series|saga|chronicle)=object_part_of_series_type]
        [this=object_select] [(series|saga|chronicle)=object_part_of_series_type]
        the <object_name> [(series|saga|chronicle)=object_part_of_series_type]
        <object_name>, the [(book|novel|essay)=object_type],
        """,
    "rating": """
        3* (a|) <value> (out of|of) <best>
        3* <value> <rating_unit>
        2* (a|) <value>
        2* <value> (out of|of) <best> <rating_unit>
        <value> <rating_unit> out of <best>
        a rating of <value> (out of <best>|<rating_unit>|)
        """,
    "value": "[(0|1|2|3|4|5|zero|one|two|three|four|five|4|3|5|10|7|eight|nine)=rating_value]",
    "best": "[(6|5|5|10|10|five|ten|100)=best_rating]",
}
SEARCHES = {
    "SearchCreativeWork": """
        4* <search> <work>
        2* (where can I|how can I|how do I|can I) (find|watch|see|get|buy|download|hear) <work>
        (I want to|I'd like to|I wanna|let me) (watch|see|read|find|play) <work>
        (do you know|have you heard of|can you find) <work>
        (I am|I'm) looking for <work>
        (tell me about|what is) <work>
        """,
    "search": """
        4* (find|find me|search for|look up|show me|look for)
        (get me|pull up|search|show|bring up|google|I need|locate|open|play)
        """,
    "work": """
        4* the <kind> <object_name>
        3* (a|the) <kind> (called|named|titled|with the title) <object_name>
        2* <object_name>
        2* the <object_name> <kind>
        <object_name>, (a|the) <kind>
        """,
    "kind": """
        3* [(book|novel|movie|song|album|tv show|show|tv series|game|video game|trailer|soundtrack)=object_type]
        [(painting|saga|picture|photograph|television show|program)=object_type]
        """,
    "SearchScreeningEvent": """
        4* (when is|what time is|where is|is|where can I see|what time does) <movie_name> \
            (playing|showing|on|start) <cinema>
        3* (what|which) [(movies|films|animated movies)=movie_type] are (playing|showing|on) <cinema>
        3* (find|show|show me|get|give me|find me|look up|I need|what are|what is|check) (the|) <schedule> <for_what>
        (are there|is there) (any|) [(movies|films|animated movies)=movie_type] (playing|showing|) <cinema>
        (I want to|I'd like to|can I|let's) (see|watch|catch) <movie_name> <cinema_near>
        where can (I|we) (see|watch|catch) <movie_name> (<cinema>|<when>)
        (find|show me|where is) (a|the) <spatial_relation> <cinema_kind> (playing|showing|with) <movie_name>
        is <movie_name> (playing|showing|on|) <cinema>
        """,
    "cinema": """
        3* at <location_name>
        3* <cinema_near>
        2* near (me|me|us|here|my place|my house)
        at (the|my|) <cinema_kind>
        3* <when>
        (at <location_name>|<cinema_near>) <when>
        """,
    "cinema_near": """
        3* at (the|a) <near_word> <cinema_kind>
        2* <near>
        at <location_name>
        """,
    "near_word": "[(nearest|closest|nearby)=spatial_relation]",
    "near": "[(in the area|nearby|around here|close by|in the neighborhood|within walking distance)=spatial_relation]",
    "cinema_kind": "[(cinema|movie theatre|movie house)=object_location_type]",
    "schedule": """
        4* [(movie schedule|movie times|movie schedules|schedule)=object_type]
        (showtimes|times|timings)
        """,
    "for_what": """
        2* (for|at) <location_name>
        2* (for|of) [(movies|films|animated movies)=movie_type] <near>
        2* (for|of) <movie_name> <cinema>
        for <movie_name>
        <near>
        (at|for) the <near_word> <cinema_kind>
        """,
}
