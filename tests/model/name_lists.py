"""A folder of name lists for tests: few, short, and in the form of the public ones."""

from pathlib import Path

LISTS = {
    "cities_world_geonames.tsv": "city\tcountry\tsubcountry\tgeonameid\nSão Paulo\tBrazil\tSao Paulo\t1\n"
    "Kyoto\tJapan\t\t2\nOf\tTürkiye\tTrabzon\t3\nAix-en-Provence\tFrance\t\t4\nOsh\tKyrgyzstan\t\t6\n"
    "San Pedro (Norte)\tPeru\t\t5\n",
    "cities_us.tsv": "city\tstate\tcode\tcounty\nMobile\tAlabama\tAL\tMobile\nSalem\tOregon\tOR\tMarion\n",
    "us_states.tsv": "state\tabbr\nAlabama\tAL\nOregon\tOR\nNew York\tNY\n",
    "countries.tsv": "common\tofficial\nBrazil\tFederative Republic of Brazil\nJapan\tJapan\n",
    "airports_openflights.tsv": "airport\tcity\tcountry\tiata\ticao\nLondon Heathrow Airport\tLondon\tUK\tLHR\tEGLL\n"
    "London City Airport\tLondon\tUK\tLCY\tEGLC\nMurtala Muhammed International Airport\tLagos\tNigeria\tLOS\tDNMM\n"
    "Oslo Gardermoen International Airport\tOslo\tNorway\tOSL\tENGM\nOslo Fornebu Airport\tOslo\tNorway\tFBU\tENFB\n",
    "airlines_openflights.tsv": "airline\talias\tiata\ticao\tcountry\tactive\nKenya Airways\t\tKQ\tKQA\tKenya\tY\n"
    "Pan Am\t\tPA\tPAA\tUS\tN\nKLM\t\tKL\tKLM\tNL\tY\n",
    "aircraft_openflights.txt": "Airbus A320\nBoeing 737-800\nCessna 152\n",
    "firstnames_us_census1990.tsv": "name\tpct\tgender\nVictoria\t0.1\tF\nOmar\t0.1\tM\n",
    "surnames_us_census1990.tsv": "surname\tpct\nJackson\t0.3\nLima\t0.1\n",
}


def write_lists(folder: Path) -> Path:
    """Write the lists into a folder and return it."""
    for name, text in LISTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
