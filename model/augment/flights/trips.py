"""How people say where they leave, arrive and stop over, and when, as grammar rules. Knows no questions.

Whatever can be said of an origin can be said of a destination as often, and in both orders: nothing but the words may
decide. A time belongs to the verb it stands with: leaving on Friday departs, arriving on Friday arrives.
"""

# rule: (third person, participle, role of the place, phrases)
VERBS = {
    "leave": (
        "leaves",
        "leaving",
        "from",
        "leave|leave|leave|leave|depart|depart|depart|depart from|depart from|leave from|leave from|fly out of|"
        "head out of|take off from|set off from|set out from|start from|start in|get out of|begin in|originate in|"
        "fly from|go from|travel from|start out in|lift off from|board in|exit|get away from|go out of|come from|"
        "escape from|check out of",
    ),
    "reach": (
        "reaches",
        "reaching",
        "to",
        "arrive|arrive|arrive|arrive in|arrive in|arrive at|arrive into|arrive to|reach|reach|reach|get to|get to|"
        "get into|land in|land in|land at|touch down in|touch down at|end up in|make it to|make it into|end in|"
        "finish in|come into|get in to|terminate in|fly into|wind up in|disembark in|set foot in|enter|get back to|"
        "arrive back in|pull into|turn up in",
    ),
    "go": (
        "goes",
        "going",
        "to",
        "go to|fly to|travel to|head to|head for|leave for|depart for|set off for|take off for|set out for|start for|"
        "fly out to|fly over to|go over to|return to|fly back to|journey to|jet off to|move to|hop over to|fly home to|"
        "go home to",
    ),
}

WHERE = {
    "o": """
        12* from <place:from>
        6* <leaving>
        2* (that|which) <leaves>
        out of <place:from>
        with departure from <place:from>
        """,
    "o_vague": "(from|from|coming from|arriving from|in from|ex) <place:from>",
    "d": """
        14* to <place:to>
        3* <going>
        (that|which) <goes>
        (bound for|destined for|towards|toward|headed to|headed for|over to|into|for) <place:to>
        """,
    "a": """
        5* <reaching>
        2* (that|which) <reaches>
        (with arrival in|with arrival at|that gets me to|that gets me into|and be in) <place:to>
        """,
    "s": """
        4* (via|via|through|by way of) <place:stop>
        3* with a (stop|stopover|stop-over|layover|short layover|connection|change|transfer|break) in <place:stop>
        3* (stopping|stopping over|stopping off|laying over|changing planes|transferring|transiting) in <place:stop>
        [connecting=connect] (in|through|via|at) <place:stop>
        (passing through|going through|routing through|routed via|with a stop at|stopping at) <place:stop>
        with [(one stop|1 stop)=flight_stop] (in|at) <place:stop>
        (that|which) (stops in|stops over in|goes through|has a layover in|makes a stop in|passes through) <place:stop>
        (and|) (stop in|stop over in|make a stop in|change planes in|have a layover in|fly via) <place:stop>
        (but|) (not through|not via|avoiding|without going through|without a layover in) <place:stop>
        """,
    "from_to": """
        5* from <place:from> to <place:to>
        5* to <place:to> from <place:from>
        2* from <place:from> <s> to <place:to>
        2* to <place:to> <s> from <place:from>
        <place:from> to <place:to>
        <place:to> from <place:from>
        """,
    "timed": """
        2* (leaving|departing|that leaves|that departs|which leaves|taking off|setting off|to leave) <when:depart>
        2* (arriving|landing|that arrives|that lands|which arrives|getting in|that gets in|to arrive) <when:arrive>
        (leaving|departing|that leaves) <when:depart>(,| and|) (arriving|landing|arrives) <when:arrive>
        (arriving|landing|that arrives) <when:arrive>(,| and|) (leaving|departing|leaves) <when:depart>
        """,
    "route": """
        5* <o> <d> <when_depart>
        6* <d> <o> <when_depart>
        <o> <when:depart> <d>
        2* <d> <when:depart> <o>
        <when:depart> <o> <d>
        <when:depart> <d> <o>
        (leaving|departing|taking off|flying out) <when:depart> from <place:from>
        (arriving|landing|getting in|touching down) <when:arrive> (in|at) <place:to>
        2* <o> <a> <when_arrive>
        4* <a> <when_arrive> <o>
        <a> <o_vague> <when:arrive>
        3* <leaving> <when:depart> (and|,|) <a> <when_arrive>
        3* <a> <when_arrive> (and|,|) <leaving> <when:depart>
        3* <o> <when_depart>
        2* <d> <when_depart>
        <a> <when_arrive>
        2* (leaving|departing|leaving from|taking off from) <place:from> (for|to) <place:to> <when_depart>
        2* <o> <when:depart>(,| and|) (to|into|in to|going to) <place:to> <when:arrive>
        2* (to|into|in to|going to) <place:to> <when:arrive>(,| and|) (from|out of|leaving) <place:from> <when:depart>
        <s>(,|) (<o> <d>|<d> <o>) <when_depart>
        <s>(,|) (<d>|<o>) <when_depart>
        (arriving|coming|coming in|flying in|landing|getting in) from <place:from> <when_arrive>
        2* (<o> <d>|<d> <o>)(,|) <timed>
        <o> <d>(,|) (<reaching> <when:arrive>|<leaving> <when:depart>)
        <d> <o>(,|) (<reaching> <when:arrive>|<leaving> <when:depart>)
        <o> <s> <d> <when_depart>
        <o> <d>, <s> <when_depart>
        <d> <s> <o> <when_depart>
        <d> <o>, <s> <when_depart>
        between <place:from> and <place:to> <when_depart>
        """,
    "trip": """
        5* <leave> <when_depart>
        4* <reach> <when_arrive>
        <go> <when_depart>
        3* <leave> <when_depart> (and|,|, then|) <reach> <when_arrive>
        3* <reach> <when_arrive> (and|,|) <leave> <when_depart>
        2* <reach> from <place:from> <when_arrive>
        2* (leave|depart|depart from|take off from|set off from) <place:from> for <place:to> <when_depart>
        3* <go> from <place:from> <when_depart>
        2* <leave> <when_depart> (to go|and go|and fly|and head|heading) to <place:to>
        4* (fly|go|travel|get) <from_to>
        2* (fly|go|travel) <from_to> <when:depart>
        visit <place:to>
        (have|make|take) a (connection|stop|layover|break) in <place:stop> (on the way|on my way|going) <from_to>
        (stop|stop over|change planes|connect) in <place:stop> (on the way|on my way|going) <from_to>
        (avoid|bypass|go via|go through|pass through|transit) <place:stop> (on the way|on my way|going) <from_to>
        (avoid|bypass|not go via|not go through|stop in|stop over in|pass through) <place:stop>
        (start|begin) my (trip|journey) (in|at|from) <place:from> <when_depart>
        (end|finish) my (trip|journey) (in|at) <place:to> <when_arrive>
        (end|finish) my (trip|journey) (in|at) <place:to> <when_arrive> (and|,) <leave> <when_depart>
        (leave|depart|take off|set off|fly out|start) <when:depart> from <place:from>
        2* (arrive|land|be|get in|touch down) <when:arrive> (in|at) <place:to>
        (go|fly|travel|head) <when:depart> to <place:to>
        2* (leave|depart|go|take off|set off|get going|fly) <when:depart>
        2* (arrive|land|be there|get there|get in|touch down) <when:arrive>
        """,
}
WHEN = {
    "when_depart": "(<when:depart>||)",
    "when_arrive": "(<when:arrive>||)",
    "when": """
        9* <day>
        4* <clock>
        3* <day> <clock>
        2* <clock> <day>
        2* <day_part>
        2* <part>
        """,
    "day": """
        6* on <date>
        4* on <weekday>
        3* <date>
        2* <weekday>
        on (a|the) <weekday>
        3* [(next|next|this)=date_relative] <weekday>
        later [today=today_relative]
        [(early|late)=period_mod] ([tomorrow=today_relative]|on <weekday>)
        on the [following=date_relative] <weekday>
        (on|) [this=date_relative] coming <weekday>
        4* [(tomorrow|tomorrow|tomorrow|today|today|tonight|tonight|tonite|the day after tomorrow)=today_relative]
        [(next|this)=date_relative] (week|month)
        on <weekday> (of|) [next=date_relative] week
        (some time|sometime|) in <month>
        (on|) <weekday> [or=or] <weekday>
        (by|before|after|for|no later than) (<date>|<weekday>)
        """,
    "month_day": """
        8* <month> (the|) <ordinal>
        5* <month> <number>
        2* (the|) <ordinal> of <month>
        2* <ordinal> <month>
        2* <number> <month>
        """,
    "date": """
        18* <month_day>
        2* the <ordinal>
        <weekday>(,|) <month> (<number>|<ordinal>)
        <weekday>(,|) (<number>|<ordinal>) <month>
        <weekday> the <ordinal>
        <month> (<number>|<ordinal>)(,|) <year>
        (<number>|<ordinal>) <month> <year>
        <numeric_date>
        """,
    "part": """
        4* in the [(morning|afternoon|evening)=period_of_day]
        at [(night|midnight)=period_of_day]
        [this=today_relative] [(morning|afternoon|evening)=period_of_day]
        [(early|late)=period_mod] in the [(morning|afternoon|evening)=period_of_day]
        """,
    "day_part": """
        3* (on|) <weekday> [(morning|afternoon|evening|night)=period_of_day]
        2* [tomorrow=today_relative] [(morning|afternoon|evening|night)=period_of_day]
        (on|) <date> in the [(morning|afternoon|evening)=period_of_day]
        """,
    "clock": """
        5* at <time>
        5* [(before|after|by|around|about)=time_relative] <time>
        at [(around|about|approximately)=time_relative] <time>
        [no later than=time_relative] <time>
        [close=time_relative] to <time>
        (anytime|any time|some time|sometime) [(before|after|around)=time_relative] <time>
        [(later|earlier)=time_relative] than <time>
        at <hour> in the [(morning|afternoon|evening)=period_of_day]
        2* between <start_time> and <end_time>
        between <start_hour> and <end_time>
        (from <start_time> to|<start_hour> -|from <start_hour> -) <end_time>
        """,
    "return": """
        6* (returning|coming back|flying back|and return|and returning|and come back|and back|back|return) <day>
        2* (with the return|and the return flight|inbound|and fly home|and I come back|return flight) <day>
        (returning|coming back|and fly back) [(early|late)=period_mod] in the [(morning|evening)=period_of_day]
        (returning|and back) the [next=date_relative] day
        (and back to|returning to|and return to|then back to) <home>
        (and return to|returning to|and back to) <home> <day>
        (returning from|and come back from|and back from|and leave) <there> <day>
        """,
}


def verb_rules() -> dict[str, str]:
    """The rules of VERBS in the infinitive, the third person and as a participle."""
    rules = {}
    for verb, (third_person, participle, role, phrases) in VERBS.items():
        for name, ending in ((verb, ""), (third_person, "s"), (participle, "ing")):
            rules[name] = "\n".join(f"{inflect(phrase, ending)} <place:{role}>" for phrase in phrases.split("|"))
    return rules


def inflect(phrase: str, ending: str) -> str:
    """ "take off from", "ing" -> "taking off from"."""
    verb, space, rest = phrase.partition(" ")
    if ending == "s":
        irregular = {"go": "goes", "reach": "reaches", "touch": "touches", "finish": "finishes", "fly": "flies"}
        verb = irregular.get(verb, verb + "s")
    elif ending:
        irregular = {"get": "getting", "set": "setting", "begin": "beginning"}
        verb = irregular.get(verb, verb.removesuffix("e") + "ing")
    return verb + space + rest
