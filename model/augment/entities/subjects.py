"""What people, places, firms, teams and things are said to do: rules for `augment.grammar` of `chat`.

The subject comes first and may be a word that could be several of these; what follows tells which.
"""

# What follows a person.
PERSON = {
    "person": """
        10* <who> <person_does>
        2* <who> and <who> (are|were) (friends|cousins|married|late again|at the party|on holiday in <where>)
        2* <who> and I (are going to <where>|met in <where>|work together|had lunch|are friends|\
            went to school together)
        2* <who>, <who> and <who> (are|were|went|came|left|met|live) (late|together|to <where>|in <where>|here|home|\
            friends)
        2* <who>'s (mom|dad|brother|sister|wife|husband|dog|car|phone|birthday|flight|new job|house) (is|was) \
            (<mood>|here|on Friday|in <where>)
        (is|was) <who> (coming|<mood>|at work today|in <where>|joining us)
        (is|was) <who> (really|) (leaving|the captain of|going to join|fit for|on loan from) <squad>
        (did|does|can|will|would) <who> (know|call you|help|like it|pay|live in <where>|have my keys)
        (hey|hi|hello|thanks|sorry|happy birthday|good night|congrats|dear|ok|yes) <who> (|, <small_talk>)
        <who>, <small_talk>
        <small_talk>, <who>
        """,
    "person_does": """
        5* (told|called|texted|asked|messaged|emailed|married|met|thanked|invited|hugged|kissed|ignored|followed|\
            blamed|warned|drove) (me|us|my sister|her|him|my boss|everyone|<someone>) \
            (yesterday|again|this morning|last night|on Monday|)
        3* (said|says|thinks|believes|knows|hopes|claims|promised|swears|heard|forgot|insists) (that|) (he|she) \
            (is <mood>|will be late|needs a break|saw us|can fix it|has no time|lives in <where>|was wrong)
        4* is my (best friend|sister|brother|cousin|neighbour|boss|new roommate|uncle|teacher|girlfriend|boyfriend|\
            son|daughter|favourite player|doctor)
        3* is (coming|going|moving|flying|travelling|heading|on the way) to \
            (the party|dinner|<where>|work|our place|the gym)
        2* (was born|grew up|lives|lived|works|studied|got married|died|is staying) in <where>
        3* (plays|played|practises|loves|hates|teaches) (the guitar|the piano|football|chess|tennis|the drums|golf|\
            yoga|maths|cards)
        2* (works|worked|interned|is working) (at|for) <firm>
        3* (has|had|caught|is getting over) (a cold|two kids|a new job|the flu|a dog|a headache|a great voice|\
            no idea|her hands full)
        3* (is|was) (a|the) (great|good|terrible|famous|new|young|former|best) \
            (doctor|teacher|president|singer|player|lawyer|actor|writer|student|manager|dancer|painter|nurse|driver|\
            politician)
        3* (is|was|seems|looks|felt|sounded) <mood>
        2* (wants|needs|likes|loves|hates|refuses|tried|decided|plans|forgot|learned) to \
            (dance|cook|sing|leave|go home|see the film|learn <tongue>|buy a car|travel|sleep|quit)
        2* (baked|ate|cooked|made|bought|burned|brought|finished|dropped|stole) \
            (a cake|the pizza|some bread|dinner|lunch for us|the last cookie|my phone|her keys)
        2* (fell|woke|got|stayed|went|came|ran|walked|sat|showed) (asleep|up late|lost|home|to bed|back|away|down|\
            up at noon|in the garden|over to us)
        2* (broke|hurt|lost|injured|sold|washed|forgot|found|packed) (his|her) \
            (leg|arm|wallet|phone|keys|bag|car|hair|knee|glasses|passport)
        2* (turns|turned|is|was) (30|eighteen|40|25|seven|twelve|a year old) (tomorrow|last week|in March|today|)
        2* (passed|failed|took|wrote|aced) (the exam|the test|his driving test|her finals|the class|a song|\
            a book about <where>)
        2* (won|scored|missed|beat|defeated|lost to|faced|signed for|retired|trained) \
            (the race|twice|a penalty|<someone>|in straight sets|<squad>|in the final|last year)
        (resigned|was elected|was fired|was arrested|was sentenced|apologised|testified|gave a speech|\
            signed the bill) (in <where>|on Tuesday|last night|after the scandal|)
        3* (crossed the road|climbed the stairs|picked up the bag|opened the window|lit a candle|poured the tea|\
            closed the door|pulled over|hung up|rang back|reached for the map|put down the book|turned around|\
            wiped the table) (slowly|in silence|and left|for us|with <someone>|)
        2* (hit|threw|kicked|struck|scored) (a double|three aces|a free kick|the winning shot|six sixes|a century) \
            (in the ninth|on Saturday|against <squad>|late in the game|)
        2* (died|passed away|drowned|was buried|fell ill) (at home|aged 90|in his sleep|of a fever|young|in <where>)
        2* (wrote|built|designed|painted|cooked|fixed|signed|carved|carried) \
            (it|the chairs|every page|the boat|the whole thing|the first one|them all) (himself|herself|by hand)
        (led|rallied|inspected|addressed|pardoned|rejoined) (his|her|the) \
            (troops|army|followers|soldiers|party|staff) (at dawn|in <where>|before the vote|)
        (, who is <mood>,|, my boss,|, 34,|, the singer,) (said hello|left early|won the prize|lives in <where>|\
            was there too)
        (smiled|laughed|cried|nodded|shrugged|whispered|sneezed|sighed|left|arrived|apologised|disagreed) \
            (at me|when she saw us|a lot|for an hour|early|too late|)
        (doesn't|didn't|can't|won't|isn't|never|always|still|just|already) \
            (like coffee|answer|swim|drive|feeling well|calls back|cries|owes me money|left|knows)
        """,
    "mood": (
        "(happy|sad|tired|late|sick|busy|angry|hungry|pregnant|single|very kind|so funny|upset|nervous|"
        "lovely|worried|rude|right|drunk|asleep|jealous|great|bored|ready)"
    ),
    "small_talk": (
        "(where are you|call me|how are you|can you help|what's up|good luck|see you at 8|are you coming|"
        "take care|I miss you|you were right|wait for me|what do you think|stop it|come here|how was <where>)"
    ),
}
# What follows a place, an organisation, a thing.
OTHERS = {
    "place": """
        10* <where> <place_is>
        2* <where> and <where> (are <far> apart|are lovely|signed a treaty|are on the same river|\
            were hit by the storm|get a lot of rain)
        <where>'s (capital|airport|mayor|population|old town|economy|coast|weather|government) (is|was) \
            (<place_quality>|growing|closed)
        <where>, <land>, (is|was) <place_quality>
        2* (is|was) <where> (<place_quality>|in <land>|far from here|safe at night)
        """,
    "place_is": """
        3* is (the capital|a city|a town|a village|a suburb|the largest city|a port|an island|a county|\
            the oldest town) (of|in|near) <land>
        2* (borders|is next to|shares a border with|is north of|is south of|lies between|is close to) <land> \
            (and <land>|)
        2* has (a population of 2 million|great restaurants|two airports|no beaches|a huge harbour|a lot of hills|\
            terrible traffic|nice parks|a new mayor|cheap hotels)
        3* (is|was|gets|looks|can be) <place_quality> (in the summer|in winter|in July|at night|this time of year|)
        2* (lies|sits|stands) (on the coast|on a river|in the mountains|by the sea|at the mouth of the river|\
            in the north|near the border)
        2* (is|was) (<far> from <where>|two hours by train|a long drive|a short flight away|worth a visit|\
            my hometown|our next stop|on my list|where I grew up)
        2* (was|has been) (hit by an earthquake|flooded|founded in 1623|bombed|rebuilt after the war|under curfew|\
            evacuated|annexed|snowed in)
        (airport|hotels|streets|beaches|weather|traffic|nightlife|schools|police|residents|suburbs) \
            (is|are|was|were) <place_quality>
        (declared independence|holds elections|raised taxes|banned smoking|closed its border|elected a new mayor|\
            exports oil|imposed sanctions) (on Sunday|last year|in 1991|again|)
        """,
    "place_quality": (
        "(beautiful|hot|cold|rainy|crowded|expensive|cheap|safe|quiet|humid|full of tourists|lovely|"
        "overrated|windy|foggy|dangerous|nice to visit|flat|hilly|sunny)"
    ),
    "far": "(two hours|100 miles|far|60 km|an hour|a day's drive|not far)",
    "company": """
        10* <firm> <company_does>
        2* <firm> (and|,) <firm> (announced a merger|compete for customers|are hiring|both raised prices|\
            reported losses)
        2* <firm>'s (shares|profits|new phone|app|CEO|website|customer service|headquarters|lawyers|sales) \
            (fell|rose|is terrible|was late|crashed|are down)
        (is|was) <firm> (open today|hiring|down right now|worth investing in|still in business)
        (does|did|will) <firm> (deliver here|refund you|pay well|ship to <where>|have a sale)
        """,
    "company_does": """
        4* (shares|stock|stocks|bonds|profits|sales|revenue) (fell|rose|dropped|jumped|slid|are up|are down) \
            (3 percent|after the results|again|5 % on Monday|sharply|)
        3* (reported|posted|announced|forecast|expects|booked) (a profit|record earnings|layoffs|a loss|\
            higher sales|quarterly results|a new model|a share buyback)
        3* (is|was|has been) (hiring engineers|laying off 200 people|cutting prices|being sued|going bankrupt|\
            down again|buying <firm>|opening a store in <where>|acquired by <firm>)
        2* (recalled|launched|released|delayed|unveiled|discontinued|patented) \
            (a new phone|2,000 cars|its new app|a laptop|the update|an electric truck|a credit card)
        2* (sued|bought|acquired|hired|fired|fined|paid|partnered with|outbid) \
            (<firm>|its CEO|the regulators|thousands of workers|a former executive|<someone>)
        2* (customer service|employees|workers|support|delivery|app|website|executives|headquarters|store hours|\
            gift cards) (is terrible|are on strike|never called back|keeps crashing|was down|got a raise|are useless)
        2* (raised|cut|lowered|doubled|hiked) (its prices|prices again|its dividend|the fees|wages|its forecast)
        (opened|closed|is building) (a store|a factory|an office|its headquarters|a data center) in <where>
        (charged|refunded|overcharged|scammed|blocked) (me twice|my card|my account|us 50 dollars|all customers)
        (said|denied|confirmed|declined to comment) (on Friday|it would appeal|the deal|that sales grew|\
            in a statement)
        """,
    "team": """
        5* <squad> (beat|beats|lost to|defeated|drew with|play|thrashed|face|crushed|host) <squad> \
            (2-1|3-0|in overtime|on Sunday|21 to 14|at home|tonight|last night|)
        3* <squad> (won|lost|are playing|scored first|missed the playoffs|are top of the league|were relegated|\
            signed a new striker|fired the coach|need a goalkeeper|won the cup) (again|last night|this season|)
        2* <squad> (fans|supporters|players|game|jersey|season tickets|coach|striker|defence) \
            (are <mood>|was great|were booing|is injured|is on tonight|sold out)
        (go|come on|let's go|forza) <squad>
        (anyone watching|are you watching|who won|tickets for|highlights of) <squad> (vs|against|v|-|at) <squad> \
            (tonight|)
        [<nation_name>=LOC] (beat|lost to|drew with|face|thrashed) [<nation_name>=LOC] \
            (2-0|in the semifinal|on penalties|by six wickets|1-1|)
        """,
    "thing": """
        6* <many_things> <many_are>
        5* <one_thing> <one_is>
        2* (are|were) <many_things> (on sale|<thing_quality>|allowed here|in stock)
        (is|was) <one_thing> (on sale|<thing_quality>|included|available)
        """,
    "many_are": """
        3* (are|were|look|seem|stay|became) (on sale|in stock|everywhere|<thing_quality>|sold out|half price|\
            back in fashion|banned here|out of order)
        2* (cost|sell for|go for) (five dollars|too much|2 euros each|less online|next to nothing)
        2* (fell|grow|smell|break|taste|arrive|disappear|sell|float|burn|rot|ripen) \
            (off the table|in my garden|nice|easily|great with cheese|on Tuesdays|quickly|well)
        (make|need|require|cause|attract|give|take) (great gifts|a lot of care|trouble|bees|me hope|too much space|\
            some practice|good pets)
        (need to be|have to be|must be|should be|can be) (washed|paid by Friday|replaced|checked twice|kept dry|\
            cut back in autumn|returned)
        """,
    "one_is": """
        3* (is|was|seems|remains|became) (on sale|<thing_quality>|hard to find|good for you|over|not enough|\
            expensive here|free on Mondays|out of stock)
        2* (costs|takes|needs|requires|saves) (five dollars|a lot of time|some practice|more work|too much effort|\
            attention)
        2* (smells|tastes|works|helps|lasts|runs|matters|looks) (nice|great|best in the morning|a lot|for weeks|\
            good on toast|better with age)
        (makes|made|gives|keeps|left) (me happy|us smile|me sick|a stain on the shirt|you calm|everyone tired)
        (needs to be|has to be|should be|can be) (replaced|paid|kept dry|cleaned|done by Friday|avoided|\
            taught in school)
        """,
    "thing_quality": (
        "(cheap|expensive|broken|beautiful|old|new|red|heavy|fresh|useless|dangerous|boring|sweet|delicious|"
        "popular|rare|dirty|wet|ugly|soft|important|safe|overrated|simple|healthy|lovely)"
    ),
    "plain": """
        <small_talk>
        (what|where|when|why|how) (is|was) <one_thing>
        (today|yesterday|tomorrow|honestly|finally|maybe|so|well|anyway), <one_thing> <one_is>
        (I|we|they|you) (love|hate|need|saw|bought|want) <many_things> (so much|today|every day|)
        (can't wait for|looking forward to|so tired of|thinking about|dreaming of) <one_thing>
        (my|our|his|her) (boss|neighbour|teacher|mother|doctor|landlord|dentist) \
            (is <mood>|called me|has a new car|moved away)
        """,
}
