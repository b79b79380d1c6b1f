"""Peoples, languages, rivers and mountains: grammar rules of `chat`, and the words that stand in them."""

PEOPLES = {
    "peoples": """
        3* <folk> and <folk> (live side by side|fought for years|fled the war|trade with each other|\
            were killed|went to the polls|danced all night|did not agree) (in <where>|)
        3* (many|most|some|few|thousands of|two|three|young|the|these|all) <folk> (in <where>|) \
            (left|voted|fled|came home|are farmers|were arrested|love football|live abroad|protested|marched)
        2* <folk> (in|of|from) <where> (celebrated|have protested|want peace|are worried|were expelled|cook with chilli)
        (he|she|my neighbour|<who>) is (a|one of the) <folk> (I know|who stayed|in our street|)
        (clashes|talks|a truce|peace|tension) between <folk> and <folk> (in <where>|ended|continued|)
        """,
    "languages": """
        3* <speaker> (prayed|swore|writes|dreams|answered|taught|counted|cursed|gave a speech) in <tongue> \
            (and <tongue>|and in <tongue>|too|)
        3* (they|we|most people|the kids|<folk>|her parents|<who> and <who>) (speak|spoke|learn|understand) <tongue> \
            (and <tongue>|or <tongue>|at home|in <where>|here|)
        2* <speaker> (speaks|knows|is learning|studies|forgot|taught me) (a little|some|good|fluent|) <tongue> \
            (and <tongue>|well|at school|)
        2* (the book|this film|the sign|the menu|her letter|the prayer|his poem) (is|was|is written|was printed) \
            in <tongue> (, not <tongue>|)
        (translated|translate it|dubbed|subtitled|a translation) (from <tongue> into|into|in) <tongue>
        (is|was) (my|your|her) <tongue> (fluent|bad|that bad|better than mine) (now|after a year in <where>|)
        (my|your|her|his) <tongue> (is|was) (rusty|fine|terrible|getting better|better than mine)
        (how|what) do you say (thanks|hello|that) in <tongue>
        """,
    "speaker": "(she|he|my grandmother|the choir|the priest|our guide|<who>|<who>|<person_name>)",
    "nature": """
        4* the <river> (flows|runs|winds|flooded|froze|rose) (through|past|into|near|after) <where> \
            (and <where>|, <where> and <where>|)
        2* (a bridge over|swimming in|fish from|a cruise on|the banks of|boats on|dams on) the <river> \
            (in <where>|near <where>|)
        3* (climbed|climbing|hiking up|the view from|snow on|how high is|near the top of) <mountain> \
            (in <where>|with <who>|last summer|)
        <mountain> (is|was) (<place_quality>|covered in snow|the highest peak in <where>|hidden by clouds)
        """,
    "river": (
        "[(Nile|Danube|Rhine|Ganges|Mekong|Volga|Thames|Seine|Amazon|Congo|Niger|Indus|Tigris|Euphrates|Jordan|"
        "Mississippi|Hudson|Yangtze|Zambezi|Elbe|Oder|Vistula|Dnieper|Don|Loire|Tiber|Po|Ebro|Douro|Tagus|Murray|"
        "Orinoco|Limpopo|Volta|Mersey|Potomac|Rio Grande|<made_name>)=LOC]"
    ),
    "mountain": "[(Mount|Mount|Mt.) (<city_name>|<made_name>|<nation_name>)=LOC]",
}
# Peoples whose name is not that of their nation with an s.
FOLK = """
    Turks Poles Danes Swedes Finns Greeks Scots Britons Spaniards Kurds Serbs Croats Arabs Jews Muslims Christians
    Sikhs Hindus Buddhists Catholics Protestants Shiites Sunnis Slavs Basques Catalans Chechens Tatars Uzbeks Kazakhs
    Afghans Thais Zulus Hutus Tutsis Tamils Bengalis Punjabis Berbers Mormons Methodists Democrats Republicans
""".split()
LANGUAGES = """
    French German Spanish Italian Portuguese Polish Turkish Greek Arabic Hebrew Hindi Chinese Mandarin Japanese Korean
    Vietnamese Thai Swahili Dutch Danish Finnish Hungarian Czech Welsh Irish Russian English Urdu Punjabi Bengali Tamil
    Telugu Gujarati Marathi Nepali Sinhala Pashto Dari Farsi Persian Kurdish Kurmanji Azeri Armenian Georgian Uzbek
    Kazakh Mongolian Tibetan Cantonese Hokkien Burmese Khmer Lao Malay Indonesian Javanese Tagalog Cebuano Hausa Yoruba
    Igbo Amharic Tigrinya Somali Oromo Zulu Xhosa Shona Afrikaans Wolof Twi Lingala Berber Maltese Catalan Basque
    Galician Breton Gaelic Romanian Bulgarian Serbian Croatian Bosnian Slovak Slovene Macedonian Albanian Ukrainian
    Lithuanian Latvian Estonian Swedish Norwegian Icelandic Faroese Sami Yiddish Romani Latin Sanskrit Esperanto
    Quechua Aymara Guarani Nahuatl Maori Hawaiian Samoan Tongan Navajo Cherokee Creole
""".split()
