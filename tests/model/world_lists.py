"""A folder of lists of people, places and organisations for tests: few, short, in the form of the public ones."""

from pathlib import Path

from model.augment.world import World
from tests.model.name_lists import write_lists

LISTS = {
    "countries.tsv": "common\tofficial\talt\tcapital\n"
    "Brazil\tx\tBR\tBrasilia\nJapan\tx\tJP\tTokyo\nMali\tx\tML\tBamako\n",
    "admin1_world_geonames.txt": "Bavaria\nOdisha\n",
    "firstnames_us_census1990.tsv": "name\tpct\tgender\nVictoria\t0.1\tF\nOmar\t0.1\tM\nGrace\t0.1\tF\n",
    "surnames_us_census1990.tsv": "surname\tpct\nJackson\t0.3\nLima\t0.1\nFrost\t0.1\n",
    "firstnames_by_country.tsv": "name\tgender\tcountry\tlocalized\n"
    "Yuki\tF\tJP\tx\nChiara\tF\tIT\tx\nJonas\tM\tXX\tx\n",
    "surnames_by_country.tsv": "name\tcountry\tlocalized\nTanaka\tJP\tx\nRossi\tIT\tx\n",
    "companies_us_listed.txt": "Blue Bird Corporation\nAcme, Inc.\n"
    "Acme Acquisition Corp. II\nNova Ltd Series F Fixed\n",
    "companies_sp500.txt": "3M\nAbbVie\n",
    "corpora_orgs.txt": "Exxon Mobil\nKodak\n",
    "corpora_sports_teams.txt": "Chicago Bulls\nUtah Jazz\n",
    "corpora_tv_films.txt": "Black Swan (2010)\nUncle Buck\n24\n",
    "football_clubs.tsv": "name\tclub\tcountry\nAjax\tAFC Ajax\tnl\nReal Betis\tReal Betis\tes\n",
    "football_players.tsv": "player\tcountry\nSadio Mané\tsn\nPelé\tbr\nJan van Dyke\tnl\n",
    "nationalities.txt": "Japanese\nMalian\nBrazil\nCook Islander\nUK\nSouth African\n",
    "universities.tsv": "university\tcountry\nKyoto University\tJapan\n",
}


def make_world(folder: Path) -> World:
    """Write the lists into a folder and read them."""
    write_lists(folder)
    for name, text in LISTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return World.read(folder)
