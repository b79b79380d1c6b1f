"""Short sentences of chat and news with people, places and organisations, as grammar rules.

Many begin with a word that could be several things, and what follows decides: that is what they teach. Labels follow
CoNLL-2003. Knows no case, marks or slips: those come later.
"""

import random
from collections.abc import Callable, Sequence

from model.augment.ambiguous import (
    FAMILY,
    GIVEN,
    INSTITUTIONS,
    LANDMARKS,
    ORG_THING,
    PERSON_ORG,
    PERSON_PLACE,
    PLACE_THING,
)
from model.augment.entities.peoples import FOLK, LANGUAGES, PEOPLES
from model.augment.entities.subjects import OTHERS, PERSON
from model.augment.entities.things import THINGS
from model.augment.grammar import Context, Grammar, Piece, Value
from model.augment.names import invented
from model.augment.world import World, invented_surname

# Where sentences start, and how often.
STARTS = {
    "person": 26,
    "place": 13,
    "company": 10,
    "team": 6,
    "thing": 20,
    "clause": 9,
    "inside": 5,
    "mention": 14,
    "object": 13,
    "compound": 8,
    "nobody": 4,
    "news": 8,
    "miscellany": 8,
    "peoples": 3,
    "languages": 4,
    "nature": 3,
    "plain": 6,
}
# Names after something that tells, news in brief, and all that is MISC.
MENTIONS = {
    "mention": """
        4* (I|we|they|my sister|the police|my boss) (met|saw|called|know|love|miss|texted|married|trust|can't stand|\
            ran into|interviewed|voted for) <who> (yesterday|in <where>|at the party|last week|)
        2* (give|send|show|tell|bring|buy|lend|ask) <who> (a hug|the keys|my number|the truth|some flowers|about it|\
            to wait)
        2* (with|for|from|without|thanks to|because of|according to) <who>(,|) \
            (everything is easier|we won|I am <mood>|the party was fun|it rained all day)
        4* (I am|we are|she is|just|finally|still|) (in|flying to|moving to|going to|back from|stuck in|landed in|\
            driving through|visiting|near) <where> (this weekend|with <who>|for work|until Friday|!|)
        2* (flights|trains|a bus|the road|tickets|weather|hotels) (to|from|in) <where> (are cheap|was late|, <land>|)
        2* from <where> to <where> (by train|in two hours|tomorrow|via <where>)
        2* (I work|she works|he used to work|they interviewed|I have an interview|my brother is) \
            (at|for|with) <firm> (in <where>|as an engineer|)
        2* (bought|ordered|returned|got) (it|this|these|a laptop|my shoes|lunch) (at|from|on) <firm> \
            (yesterday|in <where>|)
        2* (studying|studied|graduated|got accepted|teaching|a lecture|research) (at|from) <school> (in <where>|)
        (the CEO of|shares in|a job at|customers of|a strike at|flights with) <firm> \
            (<mood>|fell|was great|are <mood>|)
        2* <title> <who> (called|said no|was there|is <mood>|has spoken|visited <where>|won again|left <where>)
        2* (ask|call|thank|we met|speak to|a letter from|email|waiting for|an appointment with) <title> <who> \
            (about the rent|for advice|in <where>|tomorrow|again|)
        2* (at|behind|outside|to|from|stayed at|a party at|the food at|meet at) <who>'s \
            (place|house|office|desk|party|apartment|wedding|shop|room) (in <where>|was great|tonight|)
        (my|our|his|her) (friend|cousin|brother|sister|boss|neighbour|doctor|roommate|dog|cat|son|daughter|wife|\
            husband) <who> (is <mood>|called|lives in <where>|loves <where>|works at <firm>|likes <one_thing>)
        """,
    "title": """
        3* (mr|mrs|ms|dr|Mr.|Mrs.|Ms.|Dr.|Mr|Dr|miss|professor|prof.|doctor)
        (uncle|aunt|aunty|president|senator|coach|judge|captain|queen|sir|prime minister|sheikh|imam|lord|lady|\
            pastor|father|sister|chancellor|general|minister|mayor|king|prince|princess)
        """,
    "object": """
        4* <agent> <does_to> <who> <tail>
        3* <agent> <gives> <who> <gift>
        2* (|please |can you |don't |let's |you should )(call|text|ask|tell|email|phone|remind|wake|help|invite|pay|\
            warn|thank|follow|find|stop|forgive|trust|pick up) <who> (about the rent|for lunch|to lock the door|\
            first|again|before noon|when it's done|to come early|if it rains|)
        """,
    "agent": """
        4* (I|we|he|she|they|you|I have|she has|they had|we never|he often)
        (my mum|our boss|the doctor|somebody|nobody|the kids|a stranger|her lawyer|his dog|the crowd|<someone>)
        """,
    "does_to": """
        (heard|watched|left|dumped|visited|hired|fired|sued|pushed|caught|chased|hit|found|beat|paid|joined|dated|missed)
        (believed|raised|remembered|forgot|recognised|surprised|scared|taught|fed|woke|hurt|saved|carried|admired|spotted)
        """,
    "tail": """
        (in the kitchen|on the stairs|after the show|by accident|at the station|last night|for hours|in <where>|\
            behind the house|at <firm>|twice|with <someone>|in tears||)
        """,
    "gives": "(gave|owes|owe|handed|sent|promised|paid|lent|showed|offered|bought|taught|sold|read|wrote|made)",
    "gift": """
        (twenty euros|a letter|three tickets|a ride|the bill|some soup|a week off|an old watch|nothing|two chances|\
            a bad answer|the wrong address|everything|a second look)
        """,
    "compound": """
        3* <landmark> <landmark_is>
        3* <institution> (<company_does>|<team_does>)
        2* (meet me|the accident was|there is a cafe|we parked|she lives|turn left|the bus stops) \
            (at|on|near|by) <landmark>
        (I study|he teaches|she works|they met|a degree|my first job was) (at|with) <institution>
        (<who>|my brother|the minister) (<left> <landmark>|works at <institution>|joined <institution>|\
            lives near <landmark>)
        """,
    "landmark_is": "(is|was) (closed|<place_quality>|<far> away|under construction|named after <who>|in <where>)",
    "left": "(reached|crossed|left|drove along|visited|got lost near)",
    "team_does": "(beat|lost to|drew with|face) <squad> (2-1|on Sunday|in the cup|at home|)",
    "nobody": """
        3* (the|this|that|our|my|a|her) <trade> <person_does>
        (the|this|our) <trade> (and|or) (the|her) <trade> (are|were) (friends|<mood>|late|at the party)
        (every|no|any|another) <trade> (knows|needs|wants|likes) (it|<one_thing>|to sleep|<many_things>|help)
        """,
    "trade": """
        (guy|hunter|baker|judge|king|major|dean|bishop|cook|marshal|porter|page|carpenter|duke|prince|knight|miller|\
            mason)
        (nurse|driver|boy|girl|man|woman|teacher|neighbour|kid|doctor|lawyer|waiter|cop|plumber|student|butler|\
            gardener)
        """,
    "news": """
        3* <person_name>, (23|31|45|52|67|19), (of|from) <where>, (died|was arrested|won the lottery|is missing|\
            was found safe) (on Monday|in <where>|)
        2* <firm> (names|appoints|hires|fires|taps) <person_name> (as CEO|as chairman|CFO|as new head of sales)
        2* <person_name> (beats|beat|downs|stuns|edges|meets|visits|replaces|sues|backs) <person_name> \
            (in <where>|in final|6-3 7-5|)
        2* <where> (police|court|mayor|governor|officials|protesters|residents|hospital) \
            (arrest|rules|says|resigns|block the road|free|warn) (two men|<person_name>|over taxes|on Tuesday|\
            of floods|)
        <where> - (A|The|Two|Police|Rain|Workers) (court|minister|people|said|delayed|struck) \
            (rejected the appeal|resigned|died in a fire|they arrested <person_name>|flights|at <firm>)
        (earthquake|fire|flood|storm|strike|election|protest|blast) (hits|in|near|shakes|rocks|\
            outside) <where>(, <land>|, 12 injured|)
        2* [<nation>=MISC] (team|court|startup|banks|minister|runner|student|army|police|farmers|stocks|inflation) \
            (wins|seeks talks|frees two|rises|falls|block roads|kills 12|breaks record|warned) (in <where>|)
        2* (singer|striker|CEO|leader|author|actor|coach|runner) <person_name> \
            (wins award|signs for <squad>|resigns|dies at 81|joins <squad>|freed in <where>|leaves <firm>)
        2* <who> (joins|leaves|signs for|quits|sues|snubs|praises|urges|thanks) (<squad>|<firm>|<where>|<who>) \
            (to act|after [<event>=MISC]|in <where>|on Friday|)
        the [<nation>=MISC] (president|government|prime minister|army|embassy|team|economy) \
            (said|visited <where>|won|denied the report|met <person_name>)
        """,
    "miscellany": """
        3* (I|we|they) (love|hate|cook|had|miss|tried|eat) [<nation>=MISC] \
            (food|music|films|coffee|bread|wine|people) (so much|in <where>|)
        2* (do you speak|I am learning|she speaks|he taught me|translate this into|subtitles in|fluent in) <tongue>
        2* [<nation>=MISC] (food|wine|cars|music|tourists|troops|players|voters|farmers|students|cheese|girls) \
            (<many_are>|arrived in <where>)
        2* my [<nation>=MISC] (friend|neighbour|teacher|boss|grandmother) <who> \
            (called|is <mood>|lives in <where>|cooks well)
        (a|an|the|this|that|some) [<nation>=MISC] (man|woman|company|film|restaurant|passport|singer|striker) \
            (in <where>|called <who>|)
        3* (watching|I watched|have you seen|rewatching|I loved|season two of|the end of) [<work>=MISC] \
            (tonight|with <who>|again|yesterday|)
        (did|will|when will|is it true that) <firm> (stream|cancel|renew|drop) [<work>=MISC] (again|this year|)
        2* (my|a new|the|this|her) [<product>=MISC] (is broken|died|works great|was stolen|needs charging|\
            cost too much|won't start)
        2* (the|this year's|watching the|tickets to the) [<event>=MISC] \
            (in <where>|is on tonight|starts on Sunday|was boring|with <who>)
        2* (merry|happy) [(Christmas|Easter|Halloween|Thanksgiving|Diwali|Hanukkah|Eid)=MISC](, <who>|)
        """,
    "product": (
        "(iPhone|iPad|MacBook|PlayStation|Xbox|Kindle|Galaxy S9|Model 3|Corolla|Civic|Golf|Fiesta|Mustang|"
        "Walkman|Game Boy|AirPods|Instant Pot|Big Mac|Whopper|Coca-Cola|Nutella|Boeing 737|Airbus A380|"
        "Windows 10|Photoshop|Minecraft|Tetris|Fortnite|Android|Pixel 6|ThinkPad|Roomba|Vespa)"
    ),
    "event": (
        "(World Cup|Super Bowl|Olympics|Oscars|Grammys|Emmys|Champions League|Tour de France|Eurovision|"
        "US Open|World Series|Davis Cup|Grand Prix|Wimbledon|Premier League|Stanley Cup|Ryder Cup|"
        "Nobel Prize|Brexit|Cold War|World War II|Six Nations|Copa America|Ashes|Boston Marathon|"
        "Commonwealth Games)"
    ),
}


def grammar(world: World) -> Grammar:
    """The grammar of all these sentences, with names out of the lists."""
    return Grammar({**PERSON, **OTHERS, **MENTIONS, **THINGS, **PEOPLES}, values(world), lambda label, role: label)  # noqa: ARG005


def values(world: World) -> dict[str, Value]:
    """What the rules name: people, places and organisations, about half of them by ambiguous words."""
    table: dict[str, Callable[[random.Random], Sequence[Piece]]] = {
        "who": lambda rng: [Piece(_person(world, rng), "PER")],
        "someone": lambda rng: [Piece(world.first_name(rng) if rng.random() < 0.6 else world.full_name(rng), "PER")],
        "person_name": lambda rng: [Piece(_full_name(world, rng), "PER")],
        "where": lambda rng: [Piece(_place(world, rng), "LOC")],
        "land": lambda rng: [Piece(world.region(rng) if rng.random() < 0.4 else world.country(rng), "LOC")],
        "firm": lambda rng: [Piece(_firm(world, rng), "ORG")],
        "squad": lambda rng: [Piece(_squad(world, rng), "ORG")],
        "landmark": lambda rng: [Piece(_compound(world, LANDMARKS, rng), "LOC")],
        "institution": lambda rng: [Piece(_compound(world, INSTITUTIONS, rng), "ORG")],
        "school": lambda rng: [Piece(rng.choice(world.universities), "ORG")],
        "nation_name": lambda rng: [Piece(world.country(rng))],
        "city_name": lambda rng: [Piece(world.city(rng))],
        "made_name": lambda rng: [Piece(invented(rng))],
        "folk": lambda rng: [Piece(_folk(world, rng), "MISC")],
        "tongue": lambda rng: [Piece(rng.choice(LANGUAGES) if rng.random() < 0.85 else invented_surname(rng), "MISC")],
        "nation": lambda rng: [Piece(rng.choice(world.nations))],
        "work": lambda rng: [Piece(rng.choice(world.works))],
    }
    return {name: _of_chance(value) for name, value in table.items()}


def _person(world: World, rng: random.Random) -> str:
    chance = rng.random()
    if chance < 0.5:
        words = rng.choices((GIVEN, FAMILY, PERSON_PLACE, PERSON_ORG), (5, 1, 3, 1))[0]
        name = rng.choice(words).removesuffix("'s")
        return f"{name} {world.surname(rng)}" if rng.random() < 0.12 else name
    if chance < 0.82:
        return world.first_name(rng)
    if chance < 0.92:
        return world.full_name(rng)
    return world.long_name(rng) if chance < 0.95 else world.surname(rng)


def _full_name(world: World, rng: random.Random) -> str:
    chance = rng.random()
    if chance < 0.2:
        return f"{rng.choice(GIVEN + PERSON_PLACE)} {world.surname(rng)}"
    if chance < 0.35:
        return f"{world.first_name(rng)} {rng.choice(FAMILY)}"
    return world.full_name(rng) if chance < 0.85 else world.long_name(rng)


def _folk(world: World, rng: random.Random) -> str:
    """A people, as several of it are called."""
    nation = rng.choice(world.nations)
    return f"{nation}s" if nation.endswith(("an", "i")) and rng.random() < 0.6 else rng.choice(FOLK)


def _place(world: World, rng: random.Random) -> str:
    chance = rng.random()
    if chance < 0.45:
        return rng.choice(PERSON_PLACE if chance < 0.3 else PLACE_THING)
    if chance < 0.8:
        return world.city(rng)
    return world.country(rng) if chance < 0.92 else world.region(rng)


def _firm(world: World, rng: random.Random) -> str:
    chance = rng.random()
    if chance < 0.55:
        return rng.choice(PERSON_ORG if chance < 0.25 else ORG_THING)
    return rng.choice(world.long_companies) if chance < 0.62 else world.company(rng)


def _squad(world: World, rng: random.Random) -> str:
    chance = rng.random()
    return world.city(rng) if chance < 0.15 else rng.choice(PERSON_PLACE) if chance < 0.3 else world.team(rng)


def _compound(world: World, endings: Sequence[str], rng: random.Random) -> str:
    """A name whose last word tells what it is, whatever the first one is elsewhere."""
    chance = rng.random()
    if chance < 0.6:
        first = rng.choice(rng.choice((GIVEN, FAMILY, PERSON_PLACE, PERSON_PLACE)))
    else:
        first = world.city(rng) if chance < 0.8 else world.surname(rng)
    return f"{first} {rng.choice(endings)}"


def _of_chance(value: Callable[[random.Random], Sequence[Piece]]) -> Value:
    def write(context: Context) -> Sequence[Piece]:
        return value(context.rng)

    return write
