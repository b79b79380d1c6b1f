"""English words that are also names, and names that are several things: tables only."""

# Given names that are also words.
GIVEN = """
    Will Mark May Rose Penny Bill Grant Frank Faith Hope Grace Chase Drew Jack Rob Pat Sandy Rusty Ginger Teddy Sue
    Chuck Skip Wade Nick Josh Carol Harry Don Bob Mike Gene Dale Heath Glen Cliff Rich Ernest Olive Lily Daisy
    Violet Iris Poppy Ivy Heather Holly Jasmine Rosemary Basil Sage Hazel Amber Ruby Pearl Jade Crystal Opal Joy
    Charity Patience Prudence Mercy Honor Summer Autumn April June August Dawn Eve Sunny Misty Stormy Robin Jay Wren
    Raven Martin Drake Colt Buck Bunny Kitty Buddy Guy Art Chip Buster Ace Rocky Miles Chance Hunter Mason Cooper
    Carter Parker Taylor Tyler Archer Porter Sawyer Paige Duke Earl Prince Dean Marshall Bishop Major Judge Reed
    Clay Forest River Brook Lane Ray Sterling Cash Wolf Fox Ash Bay Belle Blaze Bliss Blue Candy Cherry Clover Coral
    Destiny Dolly Dot Ebony Fern Flora Gale Happy Harmony Heaven Ida Ike Jet Jewel Junior King Leaf Liberty Lark
    Laurel Linen Lucky Mac Maple Melody Merry Myrtle Nova Ocean Pansy Peaches Pepper Phoenix Piper Rain Red Scout
    Serenity Shell Sherry Sky Sonny Star Storm Tad Tiger Tony Topaz Trinity Trip Ty Velvet Vic Ward Willow Winter
    Woody Zion Oscar Felix Victor Norm Otto Rex Roman Romeo Max Lance Gus Pierce Dash Reese Stew Barb Bea Dee Kay
    Angel Genie Mercedes Lexus Chelsea India
""".split()
# Surnames that are also words.
FAMILY = """
    Bush Rice Bean Berry Fox Wolfe Bird Crane Hawk Swan Lamb Bull Fish Salmon Pike Bass Price Banks Cash Case Book
    Page Bell Ball Ring Love Day Weeks Knight Law Powers Battle Winters Frost Snow Rains Hill Woods Fields Rivers
    Waters Brooks Lake Moon Starr Sharp Swift Speed Church Temple Castle House Street Bridges Walls Gates Post Hall
    Chambers Parks West North Young Long Short Small Little Strong Wise Savage Moody Brown White Black Green Gray
    Gold Silver Stone Rock Cook Baker Butler Taylor Tailor Fisher Hunter Carpenter Potter Singer Weaver Mason Turner
    Walker Ryder Driver Shepherd Farmer Gardener Bishop Pope Noble Rich Poor Power Marsh Ford Field Wood Forrest
    Root Branch Leaf Flowers Bloom Rose Thorne Reed Peach Plum Lemon Pepper Salt Sugar Honey Wine Beer Coffey Bacon
    Ham Burger Bond Cross Crowe Cruise Jobs Hunt Chase Trump Pence Dole Major Blair Cameron May Brady Rush Best Good
    Goodman Newman Freeman Blood Bone Foote Hand Hart Head Legg Nail Skinner Cole Dent Mace Dunn Doe Drew Dye Early
    Ender Fair Fate Finch Flood Fry Gamble Gore Grant Graves Grey Hardy Hazzard Heard Holland Hope Hurt Joy Judge
    Key Kidd King Kitchen Lane Lance Marks Mills Mercer Means Money Moss Nation Night Oaks Paine Patch Pickle Pine
    Pitt Plant Poe Pound Quick Rain Ray Read Ruddy Sailor Self Shade Shepard Shore Sims Slaughter Spears Spring
    Squire Steel Stocks Storm Stout Summers Tate Tongue Trout Underhill Vale Vice Wade Wallace Ward Ware Webb Wild
    Wisdom Witt Worth Wren Yates Zoom
""".split()
# Names of people that are also places.
PERSON_PLACE = """
    Jordan Paris Florence Lincoln Washington Georgia Carolina Austin Dallas Houston Charlotte Sydney Victoria
    Madison Jackson Hamilton Wellington Brooklyn Dakota Savannah Cheyenne Virginia Chester Lancaster York Kent Devon
    Lourdes London Israel India Kenya Asia America Ireland England Holland France Santiago Diego Francisco Catalina
    Valencia Siena Vienna Milan Sofia Nancy Lyon Alexandria Phoenix Orlando Denver Carson Columbus Cleveland Raleigh
    Salem Helena Aurora Regina Adelaide Darwin Livingstone Nelson Clinton Everett Arlington Eugene Montgomery Monroe
    Marion Lafayette Jefferson Franklin Bismarck Tyler Irvine Chad Montana Nevada Tennessee Arizona Carmel Geneva
    Verona Roma Ravenna Capri Cairo Petra Medina Havana Malaga Cordoba Leon Lorraine Burgundy Brittany Normandy
    Somerset Camden Bradford Preston Stafford Warwick Clifton Ashton Kingston Winston Trenton Dayton Boston Lawrence
    Stanford Beverly Augusta Shelby Troy Laredo Abilene Elgin Joplin Macon Mobile Odessa Olympia Paramaribo Pierre
    Selma Sonoma Shannon Tralee Kerry Clare Tyrone Cyprus Malta Persia Ceylon Cuba Tunis Erie Superior Ontario
    Alberta Quebec Perth Kimberley Durban Ladysmith
""".split()
# Firms and other organisations with a person's name.
PERSON_ORG = """
    Ford Wendy's Dell Disney Mercedes Chanel Armani Dior Versace Gucci Prada Morgan Goldman Wells Lloyd Boeing Heinz
    Kellogg Kraft Mars Hershey Cadbury Marriott Hilton Chase Schwab Merrill Johnson Ferrari Porsche Bentley Tesla
    Edison Siemens Philips Bosch Honda Toyota Suzuki Yamaha Macy's Sears Barnes Lidl Levi's Tiffany Abercrombie
    Denny's Arby's Domino's McDonald's Kohl's Casey's Carnegie Duke Brown Rice Drake Stanford Cornell Everton
    Chelsea Lincoln Benetton Michelin Renault Peugeot Citroen Opel Daimler Chrysler Dodge Cartier Rothschild
    Barclays Lloyds Santander Harrods Selfridges Sainsbury's Morrisons Cargill Dupont Pfizer Merck Bayer Lilly
    Walgreens Nestle Bloomberg Reuters Forbes Hearst Knopf Penguin Collins Dow Moody Fitch Gallup Ipsos Hugo Rolex
    Omega Tissot Steinway Gibson Fender Marshall Colt Remington
""".split()
# Firms, services and papers with the name of a thing.
ORG_THING = """
    Apple Amazon Target Shell Gap Visa Orange Sprint Delta Puma Jaguar Oracle Subway Dove Tide Meta Alphabet Square
    Block Slack Zoom Stripe Discord Signal Snap Bolt Lime Bird Fox Sky Virgin Three Next Boots Monsoon Mango Diesel
    Guess Coach Fossil Caterpillar Lotus Nest Ring Echo Blackberry Sonic Discover Progressive Vanguard Fidelity Ally
    Prudential Continental United Frontier Spirit Alaska Southwest Swift Sun Intel Adobe Unity Epic Steam Valve
    Indeed Monster Hinge Bumble Match Patch Express Champion Columbia Patagonia Lush Sage Box Notion Mint Chime
    Robinhood Uber Pandora Tidal Hulu Twitch Roblox Domino Corona Polo Camel Marathon Cricket Metro Boost Crown
    Eagle Giant Safeway Costco Time People Guardian Independent Mirror Telegraph Economist Nature Science Variety
    Billboard Wired Vogue Bears Bulls Heat Magic Jazz Rockets Suns Nets Kings Eagles Cowboys Dolphins Patriots Jets
    Saints Chiefs Raiders Browns Vikings Lions Ravens Rangers Blues Sharks Stars Wild Flames Devils Hurricanes
    Lightning Panthers Penguins Ducks Senators Avalanche Angels Twins Tigers Royals Reds Cardinals Pirates Braves
    Giants Arsenal Reading Bath Labour Greens Congress Parliament Treasury Pentagon
""".split()
# Places with the name of a thing.
PLACE_THING = """
    Reading Nice Mobile Cork Bath Turkey China Java Cologne Bologna Split Male Bend Hull Deal Sandwich Rugby Tours
    Sale Orange Hope Essen Jersey Guinea Chile Greece Hungary Crewe Wells Ely Poole Barking Battle Rye Ware March
    Diss Bury Lima Brazil Panama Bermuda Champagne Bordeaux Brussels Cheddar Dijon Cayenne Angora Oxford Manila
    Dover Buffalo Normal Surprise Independence Liberty Providence Phoenix Eagle Superior Flint Boulder Golden Rifle
    Plantation Hollywood Sandy Riverside Troy Rome Athens Memphis Mali Oman Niger Chad Eden Bergen Bari Como Lucca
    Lens Limerick Slough Hove Stone Street Ripley Corby Grays Hook Eye Wool Worms Fargo Paradise Magnolia Cypress
    Palm Ocean Pearl Crystal Ruby Opal Emerald Ivory Coral Silver Iron
""".split()

# What makes a place, or an organisation, of the name before it.
LANDMARKS = (
    *(
        "Street",
        "Avenue",
        "Road",
        "Bridge",
        "River",
        "Park",
        "Airport",
        "Station",
        "Square",
        "County",
        "Island",
        "Beach",
    ),
    *("Lake", "Falls", "Hills", "Valley", "Heights", "Springs", "Bay", "Creek", "Harbour", "Tower", "Stadium", "Lane"),
)
INSTITUTIONS = (
    *("University", "College", "Bank", "Times", "Post", "Airlines", "Motors", "United", "City Council", "Police", "FC"),
    *(
        "Brothers",
        "& Co",
        "& Sons",
        "Group",
        "Industries",
        "Foundation",
        "Institute",
        "Academy",
        "High School",
        "Media",
    ),
    *("Labs", "Partners", "Capital", "Insurance", "Rovers", "Wanderers", "Rangers", "Eagles", "Tigers", "Orchestra"),
)
