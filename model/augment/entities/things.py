"""Things, and phrases whose words are names elsewhere but not here: grammar rules of `chat`."""

# Phrases of several things, of one, and clauses whose first word is a name elsewhere but not here.
THINGS = {
    "many_things": """
        (rose|Rose) (petals|bushes|gardens|thorns)
        (lily|lotus) (pads|ponds|flowers)
        (daisy|poppy|ivy|holly|heather|iris|violet|jasmine) (chains|seeds|plants|leaves|flowers|wreaths)
        (olive|maple|cherry|willow|laurel|hazel|apple|orange|palm|pine) (trees|branches|groves|leaves)
        (basil|sage|rosemary|mint|fern|clover) leaves
        (ginger|pepper|olive|mango|orange|apple) (cookies|snaps|seeds|slices|peels)
        (amber|ruby|pearl|jade|crystal|opal|coral|gold|silver) (rings|necklaces|earrings|beads|glasses)
        (penny|blue chip|junk|growth) stocks
        (penny|nickel) (auctions|jars|slots)
        (bill|rent) (collectors|payments|increases)
        (grant|loan|visa|patent) (applications|proposals|deadlines)
        (jack|pole) (knives|rabbits|hammers)
        (teddy|grizzly|polar|panda) bears
        (mark|price|stock) downs
        (chase|action|love) scenes
        (frank|hard|honest|rich|sharp|short|long|wise|quick|little|young|poor|rusty|sandy|sunny|misty|stormy) \
            (words|talks|answers|people|beaches|nights|streets|tools)
        (summer|autumn|winter|spring|april|may|june|august) (holidays|sales|showers|evenings|days|nights|dresses|\
            storms)
        (dawn|joy|night|angel) (raids|rides|patrols|flights)
        (mike|microphone|guitar|bass) (stands|cables|amps|strings)
        (gene|stem cell) (therapies|mutations|tests|edits)
        (cliff|river|lake|ocean|forest|field|hill|glen|dale|brook) (walks|views|houses|paths|edges|tours)
        (robin|raven|wren|swan|hawk|crane|jay|martin|finch) (eggs|nests|feathers|songs)
        (fox|wolf|lamb|bull|bunny|kitty|tiger|colt|drake|buck) (cubs|pups|toys|horns|traps|videos)
        (hunter|mason|cooper|archer|porter|baker|cook|fisher|carpenter|potter|weaver|butler|farmer|shepherd|tailor|\
            singer) (jobs|gloves|tools|guilds|skills|boots)
        (king|queen|duke|earl|prince|bishop|pope|judge|major|marshall|knight|dean) (size beds|titles|robes|portraits)
        (rock|stone|clay|brick|marble|steel|iron) (walls|bands|pots|floors|statues)
        (cash|price|money|bank|wage) (prizes|cuts|machines|tags|transfers|rises)
        (art|music|dance|drama) (classes|lessons|teachers|schools|galleries)
        (ray|sun|moon|star|sky|snow|rain|frost) (guns|glasses|boots|coats|signs|clouds|forecasts)
        (bean|rice|berry|bacon|ham|burger|fish|salmon|bass|trout|lemon|sugar|honey|salt) \
            (salads|soups|bags|buns|recipes|farms|cakes)
        (page|book|case|bell|ball|ring|post|hall|gate|bridge|street|church|castle|house) \
            (numbers|covers|studies|towers|games|offices|lights|repairs|tours|prices)
        (hope|faith|charity|grace|mercy|love|peace) (chests|healers|shops|notes|periods|missions|songs|letters)
        (target|goal) (dates|prices|groups|scores|practices)
        (shell|gap|tide|dove|delta|lime|echo) (necklaces|years|tables|bars|waves|wings|pies|chambers)
        (subway|metro|sprint|marathon|express) (rides|stations|races|trains|tickets|maps)
        (amazon|jaguar|puma|caterpillar|panda|eagle) (parrots|spots|tracks|legs|cubs|nests)
        (square|block|zoom|signal|box|ring|sky|sun) (roots|parties|lenses|lights|offices|dances|divers|hats)
        (windows|word|office|excel) (sills|games|parties|chairs)
        (turkey|china|java|cologne|champagne|cheddar|bath|reading|mobile|cork|rugby|jersey|buffalo|panama|lima) \
            (sandwiches|plates|beans|bottles|glasses|biscuits|towels|lists|phones|boards|matches|shirts|wings|hats)
        (nice|normal|superior|golden|small|good|new|cheap|free) (people|days|shoes|deals|rules|eggs|retrievers)
        (split|bend|deal|sale|tour|battle|hope|surprise|liberty|phoenix) \
            (screens|breakers|prices|guides|cries|parties|bells)
        2* (bush|brush|corn|rice|rose|green|white|black|brown|grey|silver|gold|wild|young|short|long) \
            (pilots|planes|fields|paper|bears|eyes|beans|mice|tea leaves|cookers|noodles|crops|rooms|stories|trousers)
        2* (wells|banks|fields|bridges|gates|woods|rivers|chambers|posts|stocks|tours|mills|poles|hills|parks|streets|\
            walls|waters|brooks|wards|marks|bells|rings|books|halls) (in|near|behind|around|across|of|from) \
            (the (valley|city|park|house|garden|north|church)|my town|this area)
        <common_many>
        (old|big|cheap|red|our|her|my|those|these|some|many|two|all|most|fresh|free|used) <common_many>
        """,
    "one_thing": """
        (rose|olive|orange|lemon|basil|ginger|mint|holly|heather|honey|lavender) (water|oil|tea|wine|jam|syrup|soap)
        (faith|hope|charity|patience|prudence|mercy|honor|joy|grace|harmony|liberty|destiny|trinity)
        (gene|speech|art|music|grief|trauma) therapy
        (bill|rent|grant|tax|cash) (payment|money|fraud|season)
        (ginger|root) (ale|beer|bread)
        (rusty|sandy|sharp|long|short|clean|loose|wet) (metal|soil|hair|wire|sand|glass|paint)
        (jack|bill|teddy|chip|buck|bunny|buddy|robin|penny|mark|frank|carol) \
            (shaft|board|boy|repair|naked|hop|system|hood|wise|scheme|furter|singing)
        (summer|winter|spring|autumn|april|may|june|august|dawn|eve|sunday) \
            (weather|school|heat|camp|traffic|rain|cleaning|break)
        (crystal|amber|pearl|jade|ruby|silver|gold|coral|ivory) (jewelry|meth|light|barley|port|glass|dust|bleaching)
        (cliff|rock|ice|tree) climbing
        (cliff|scuba|sky|deep sea) diving
        (forest|wild|hill|house|brush) fire
        (river|lake|brook|ocean|sea|rain|ice|tap|spring) (water|ice|fishing)
        (rich|plain|brown|white|wild|fried|sticky) (rice|chocolate|bread|food|sugar)
        (cash|price|money|page|book|law|case) (flow|control|laundering|layout|keeping|enforcement|work)
        (chase|drew|major|judge|king|noble|savage|fair) (play|sequence|training|mentality|power|gas|behaviour|trade)
        (apple|orange|mango|cherry|lime|berry) (juice|pie|cider|sauce|jam|sorbet|crumble)
        (target|subway|gap|shell|tide|delta|zoom|box|square|sprint|visa) \
            (practice|surfing|fatigue|training|dancing|footage|processing|work|shock)
        (dove|jaguar|puma|eagle|fox|tiger|bear|lion|dolphin|shark) (meat|fur|watching|conservation|hunting|tracking)
        (turkey|china|java|cologne|champagne|cheddar|bologna|sandwich|rugby|cork|bath) \
            (meat|clay|code|spray|toast|cheese|bread|training|flooring|salt)
        (reading|mobile|nice|male|normal|deal|sale|split|bend|hull|battle) \
            (practice|banking|weather|behaviour|breathing|making|fatigue|time|damage|testing)
        <common_one>
        (a|the|this|our|your|her|that|no|any|every|one) <common_single>
        (a|the|this|our|my|that) (good|bad|new|old|big|cheap|little|broken|red|beautiful) <common_single>
        """,
    "common_many": """
        (dogs|cats|chairs|shoes|tickets|eggs|onions|books|lamps|curtains|movies|trains|buses|cars|windows|doors|\
            towels)
        (socks|sweaters|candles|pillows|phones|laptops|cookies|pizzas|potatoes|tomatoes|batteries|bikes|toys|games|\
            plants)
        (nurses|teachers|students|voters|workers|doctors|prices|taxes|rents|hotels|restaurants|banks|schools|roads|\
            kids)
        (mistakes|meetings|emails|passwords|reports|deadlines|rumours|headaches|nightmares|mosquitoes|spiders|pigeons)
        """,
    "common_one": """
        (coffee|tea|milk|bread|sugar|butter|cheese|pasta|rain|snow|traffic|music|homework|furniture|luggage|advice|\
            news)
        (money|time|love|sleep|fear|silence|happiness|inflation|gravity|electricity|plastic|paper|wood|cotton|leather)
        (breakfast|dinner|lunch|school|work|football|yoga|swimming|cooking|reading|parking|shopping|running|dancing)
        """,
    "common_single": """
        (dog|cat|chair|shoe|ticket|egg|book|lamp|movie|train|bus|car|window|door|phone|laptop|pizza|battery|bike|game)
        (rose|penny|bill|grant|mark|jack|robin|lily|pearl|ruby|ray|cliff|river|lane|star|chip|guy|duke|king|prince|\
            judge)
        (apple|target|shell|gap|visa|orange|square|box|ring|signal|subway|turkey|sandwich|bath|cork|jersey|deal|\
            mobile)
        (page|bell|ball|church|castle|house|street|bridge|gate|hall|park|fox|wolf|bird|lamb|fish|bean|berry|pike|hunt)
        """,
    "clause": """
        4* will (you|they|he|she|it|we|this|there|anyone|your brother|the store|my refund|the game) \
            (be there|be ready tonight|come|help|stop|rain tomorrow|work|open on Sunday|arrive on time|ever learn|\
            hurt|go up again) (tomorrow|soon|later|)
        4* may (I|we|you|they|he|all your dreams|the best team) (come in|ask a question|leave now|sit here|\
            see the menu|win|come true|borrow a pen|be happy)
        2* may (is|was|is usually|has been) (warm|the best month|over already|my busiest month|rainy|\
            too late for planting)
        (april|june|august|may) (was|is|has been|will be) (cold|hot|busy|the wettest month|a good month for sales|\
            our slowest month)
        (april|june|august|may) (1st|2nd|5|12|21st|30) (works for me|is a holiday|is the deadline|is fine)
        3* mark (the date|your calendar|my words|the right answer|all emails as read|this as spam|\
            each box with a cross|it down)
        polish (the silver|your shoes|this draft|it until it shines)
        2* grant (me a wish|them access|us one favour|the request|permission to the app|her more time)
        2* chase (the ball|your dreams|down that invoice|them away|the money)
        2* drew (a picture|a blank|the curtains|a crowd|my cat today|some flowers in class)
        (rob|robbing) (a bank|the rich|them blind|him of his phone)
        (pat|pat down) (the chicken dry|the dog|him on the back|the dough flat)
        (sue|sue them|sue the landlord|sue for damages|sue your boss) (if you must|right now|for everything|)
        (skip|skip the) (breakfast|the ads|the intro|this song|queue|class|first chapter)
        (hope|hope that|really hope) (you feel better|it works|this helps|it goes well|to see you soon|\
            everyone is fine)
        (jack|jack up|chuck) (the car up|the prices|it in the bin|the ball over here)
        (bill|bill me|bill the client) (later|for the hours|by Friday|twice)
        (josh|josh around|wade|nick|pierce|lance) (with the kids|through the water|something from the shop|\
            the skin with a fork|the boil)
        (frank|sunny|sandy|misty|rich|rusty|stormy|lucky|happy|merry|young|long|sharp) \
            (and honest|and warm|but windy|and famous|with nails|all day|as always|at heart|enough|and dangerous)
        (rose|rose by|fell and rose) (2 percent|again in the morning|to the top|slightly last week|sharply)
        (read|book|cook|fry|hunt|fish|park|ring|post|bond|cross|cash|ford|page|bend|split|tour) \
            (it again|a table for two|the rice first|for food|here for free|me later|it on the wall|the river|\
            the check|your knees|the bill|the museum)
        (rain|snow|frost|storms|hail|fog) (is expected|fell overnight|closed the roads|all weekend)
        (love|hate|need|want|miss) (this song|you|my old phone|the sun|a holiday|coffee)
        (target|gap|sprint|orange|shell|zoom|box|ring|signal|express|guess|coach|match) \
            (the weak spot|between the doors|to the finish|is my favourite colour|the eggs|in on the photo|it up|\
            the bell|before you turn|delivery costs more|who is here|the kids|the colours)
        (reading|bath|deal|sale|nice|split|mobile|cork|battle|turkey|china|sandwich) \
            (is fun|time for the kids|with it|ends tonight|to meet you|the bill|phones are banned|is expensive|\
            of wits|tastes dry|breaks easily|for lunch)
        (excel|slack|meet|teams|drive|word|notes|access) (at school|off now and then|me outside|need leaders|safely|\
            gets around|are due today|is denied)
        (earl|duke|king|prince|queen|pope|bishop|judge|major|dean|marshal) \
            (of the castle|for a day|rules against the ban|visits the hospital|calls for peace)
        2* (hope|grace|faith|joy|chance|love|patience|mercy|honor|summer|may|dawn|price|rush|power) \
            (after|without|of|for|and|alone is|has its|comes with|is not|depends on) \
            (work|a fall|what we needed|limits|anything else|the storm|me|costs|years of practice)
        2* (baker|cook|driver|cooper|mason|butler|hunter|singer|tailor|gardener|carpenter|porter|weaver|turner|\
            farmer|shepherd) (wanted|needed|required|for hire|sought) (, |: |, )(apply within|\
            part time|no experience necessary|call after six|for our new shop)
        (faith|love|charity|mercy|joy|peace|patience|prudence|honor|liberty) \
            (is a virtue|begins at home|can move mountains|comes first|is all we need|takes practice|matters)
        (summer|winter|autumn|spring) (is coming|was too short|starts next week|sale now on|has arrived)
        (dawn|night|day|dusk) (broke|fell|came too early|is the best time for photos)
        """,
    # The same words after something that shows that they are no names.
    "inside": """
        (I bought|she found|they sell|we need|do you have|he lost|can I borrow|look at) \
            (a|the|this|that|one|my|your) <common_single>
        (I like|we ordered|he hates|they sell|where are|who sells) (the|those|some|your) <many_things>
        (I will|we may|you can|they might|he did) (mark|grant|chase|skip|book|page|cook|bill|rob|sue|pat|read|cash|\
            park) (it|them|you|that one) (later|again|soon|today)
        (in|by|until|since|before|after|next|last) (may|april|june|august|summer|autumn|winter) \
            (we moved|prices went up|the office was closed|it rained a lot|everything changed)
        (to be frank|with patience|for the joy of it|with grace|in good faith|by chance|as a mark of respect|\
            at dawn|on the dot), (it was a mess|nobody cared|we did well|they lost|I was tired)
        (the|a|this) (art|bishop|king|prince|judge|hunter|baker|mason|cook|guy|duke|major|dean|miller|carpenter) \
            (was|is|looked|seemed) (late|tired|old|right|wrong|funny|angry)
        (what a|such a) (joy|gem|star|deal|bargain|surprise|mess|chance|nice guy|nice day)
        """,
}
