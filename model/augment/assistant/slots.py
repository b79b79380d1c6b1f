"""What stands in the slots of assistant requests: the values that the training sentences have, and new ones.

Values are in lower case, as the data write them. Knows labels of SNIPS, no sentences.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from model.augment.grammar import Piece
from model.augment.names import invented
from model.augment.typed import to_pieces
from model.augment.world import World
from model.data import Sentence

# Titles can be those of any work.
TITLES = frozenset("album entity_name object_name movie_name track".split())
FOREIGN = 0.5  # share of the values of an open slot that come from elsewhere
FEW = 3  # with fewer values seen after the same word, all of the slot's are taken
RESTAURANTS = (
    *(
        "{}'s",
        "the {}",
        "{}'s kitchen",
        "{} grill",
        "cafe {}",
        "casa {}",
        "chez {}",
        "{} bistro",
        "la {}",
        "{} and sons",
    ),
    *("{}'s diner", "{} noodle bar", "the {} inn", "{} house", "little {}", "the {} room", "{} sushi", "pizzeria {}"),
)
BARE = 0.25  # share of the restaurants that have a name and no word of their trade, "nobu"
CINEMAS = (
    *("{} cinema", "{} cinemas", "{} theatres", "{} theaters", "{} movie theater", "{} cineplex", "{} multiplex"),
    *("{} imax", "amc {}", "regal {}", "odeon {}", "cineworld {}", "vue {}", "the {}", "the {} drive-in", "{} 12"),
    *("amc {} 20", "regal {} 14", "cinemark {}", "{} film center", "{} playhouse"),
)
PLACES = (
    *("{} national park", "{} state park", "lake {}", "mount {}", "{} beach", "{} island", "{} forest", "{} canyon"),
    *("{} nature reserve", "{} wildlife refuge", "the {} valley", "{} falls", "{} hills", "{} national forest"),
)
POINTS = (
    *(
        "{} street",
        "{} station",
        "{} square",
        "{} avenue",
        "{} park",
        "{} airport",
        "my hotel",
        "my office",
        "the beach",
    ),
    *("{} university", "my house", "our apartment", "{} tower", "the museum", "my gym", "{}'s place", "{} hall"),
)
KIN = (
    "mom dad wife husband sister brother boss girlfriend boyfriend roommate kids parents friends family son daughter "
    "grandmother uncle aunt cousin colleagues neighbours best_friend date in-laws team grandparents partner"
).split()
COMPANY = (
    *("me and my {kin}", "my {kin} and i", "me and {name}", "{name} and i", "me {name} and {other}", "my {kin}"),
    *("{name}, {other} and me", "{name} {other} and i", "my {kin}, {name} and me"),
)
PLAYLISTS = (
    *("{} mix", "{} vibes", "{} party", "songs for {}", "best of {}", "{} hits", "my {} songs", "{} classics", "{}"),
    *("{} 2020", "{} bangers", "late night {}", "{} for kids", "pure {}", "{} radio", "{} session", "throwback {}"),
)
MOODS = (
    "summer gym road_trip running sleep study focus dinner morning sunday workout chill driving rainy_day cleaning "
    "wedding beach party cooking yoga coffee winter friday christmas office shower happy sad love travel campfire"
).split()


class Slots:
    """The values of every label, by what stands before them."""

    def __init__(self, sentences: Iterable[Sentence], world: World) -> None:
        self.world = world
        values: dict[str, list[str]] = defaultdict(list)
        placed: dict[tuple[str, str], list[str]] = defaultdict(list)
        for sentence in sentences:
            before = ""
            for text, label in to_pieces(sentence):
                if label:
                    values[label].append(text)
                    placed[label, _last_word(before)].append(text)
                before = text
        self.values: Mapping[str, Sequence[str]] = dict(values)
        self._placed: Mapping[tuple[str, str], Sequence[str]] = dict(placed)
        self._titles = [value for label in sorted(TITLES & set(values)) for value in values[label]]

    def after(self, label: str, before: str, rng: random.Random) -> str:
        """A value of a slot that can stand after a stretch of text."""
        if label in NEW and rng.random() < FOREIGN:
            return self.new(label, rng)
        known = self._placed.get((label, _last_word(before)), ())
        return rng.choice(known if len(known) >= FEW else self.values[label])

    def any(self, label: str, rng: random.Random) -> str:
        """A value of a slot, wherever it stands."""
        if label in NEW and rng.random() < FOREIGN:
            return self.new(label, rng)
        return rng.choice(self.values[label])

    def new(self, label: str, rng: random.Random) -> str:
        """A value that the training sentences need not have. Raises KeyError for a slot whose values are few."""
        return NEW[label](self, rng).lower()

    def title(self, rng: random.Random) -> str:
        """The title of a work of any kind."""
        chance = rng.random()
        if chance < 0.6:
            return rng.choice(self._titles)
        return rng.choice(self.world.works) if chance < 0.9 else f"the {invented(rng)}"


def _artist(slots: Slots, rng: random.Random) -> str:
    chance = rng.random()
    if chance < 0.6:
        return slots.world.full_name(rng)
    return (
        slots.world.first_name(rng)
        if chance < 0.7
        else rng.choice(("{}", "the {}s", "{} quartet")).format(invented(rng))
    )


def _owner(slots: Slots, rng: random.Random) -> str:
    return "my" if rng.random() < 0.5 else f"{slots.world.first_name(rng)} s"


def _companions(slots: Slots, rng: random.Random) -> str:
    kin, name, other = rng.choice(KIN).replace("_", " "), slots.world.first_name(rng), slots.world.first_name(rng)
    return rng.choice(COMPANY).format(kin=kin, name=name, other=other)


def _formed(
    forms: Sequence[str], words: Callable[[Slots, random.Random], str]
) -> Callable[[Slots, random.Random], str]:
    return lambda slots, rng: rng.choice(forms).format(words(slots, rng)).replace("'s", " s")


def _mood(slots: Slots, rng: random.Random) -> str:
    chance = rng.random()
    return rng.choice(slots.values["genre"]) if chance < 0.4 else rng.choice(MOODS).replace("_", " ")


def _proper(slots: Slots, rng: random.Random) -> str:
    return slots.world.surname(rng) if rng.random() < 0.6 else slots.world.city(rng)


def _restaurant(slots: Slots, rng: random.Random) -> str:
    if rng.random() < BARE:
        return invented(rng) if rng.random() < 0.7 else slots.world.surname(rng)
    return _formed(RESTAURANTS, _proper)(slots, rng)


NEW: Mapping[str, Callable[[Slots, random.Random], str]] = {
    **dict.fromkeys(TITLES, lambda slots, rng: slots.title(rng)),
    "artist": _artist,
    "city": lambda slots, rng: slots.world.city(rng),
    "country": lambda slots, rng: slots.world.country(rng),
    "cuisine": lambda slots, rng: rng.choice(slots.world.nations),
    "geographic_poi": _formed(PLACES, _proper),
    "location_name": _formed(CINEMAS, _proper),
    "party_size_description": _companions,
    "playlist": _formed(PLAYLISTS, _mood),
    "playlist_owner": _owner,
    "poi": _formed(POINTS, _proper),
    "restaurant_name": _restaurant,
}


def refill(pieces: Sequence[Piece], slots: Slots, share: float, rng: random.Random) -> list[Piece]:
    """The pieces with a share of their slots filled anew."""
    filled: list[Piece] = []
    for text, label in pieces:
        if label and rng.random() < share:
            text = slots.after(label, filled[-1].text if filled else "", rng)
        filled.append(Piece(text, label))
    return filled


def _last_word(text: str) -> str:
    return text.split()[-1] if text.split() else ""
