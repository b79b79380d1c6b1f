"""Sentences told of other people, places and organisations: names out of the lists, of the same shape as those before.

A surname that follows a full name changes with it; capitals stay as they were. Some of the new names could as well be
something else: what real sentences say around them tells which. Knows no files.
"""

import random
from collections.abc import Callable, Sequence

import regex

from model.augment.ambiguous import FAMILY, GIVEN, PERSON_PLACE, PLACE_THING
from model.augment.world import World
from model.data import Sentence
from model.tags import OUTSIDE, TagSpan, tags_to_spans
from model.vocab import PARTIAL

CHANGED = 0.85  # share of the names that change in a renamed sentence
AMBIGUOUS = 0.2  # share of new single names of people, and of cities, that are also something else; of full ones fewer
INITIAL = regex.compile(r"\p{Lu}\.(?:\p{Lu}\.)*")
WORD = regex.compile(r"\p{L}[\p{L}\p{M}'’-]+")
FIRM_ENDINGS = frozenset("corp inc ltd co group plc ag sa nv holdings bank company industries international".split())
SCHOOL = frozenset("university college institute universidad école".split())
LETTERS = "ABCDEFGHIJKLMNOPRSTVWYZ"


def rename(sentence: Sentence, world: World, rng: random.Random) -> Sentence:
    """The sentence with most of its names changed."""
    spans = tags_to_spans([OUTSIDE if tag.startswith(PARTIAL) else tag for tag in sentence.tags])
    people = _new_people(sentence.words, spans, world, rng)
    words: list[str] = []
    tags: list[str] = []
    end = 0
    for span in spans:
        old = sentence.words[span.start : span.end]
        new = _another(span.label, old, people, world, rng) if rng.random() < CHANGED else old
        words += [*sentence.words[end : span.start], *_in_case_of(old, new)]
        tags += [*sentence.tags[end : span.start], f"B-{span.label}", *[f"I-{span.label}"] * (len(new) - 1)]
        end = span.end
    return Sentence((*words, *sentence.words[end:]), (*tags, *sentence.tags[end:]), sentence.intent)


def _new_people(
    words: Sequence[str], spans: Sequence[TagSpan], world: World, rng: random.Random
) -> dict[str, Sequence[str]]:
    """For every full name of the sentence a new one, and for each of its parts the part that replaces it."""
    people: dict[str, Sequence[str]] = {}
    for span in spans:
        old = words[span.start : span.end]
        if span.label != "PER" or not 2 <= len(old) <= 3 or not all(map(_is_name_part, old)):
            continue
        first, _, last = _full_name(world, rng).partition(" ")
        given = [_given(part, first if at == 0 else world.first_name(rng), rng) for at, part in enumerate(old[:-1])]
        people[_key(old)] = [*given, *last.split()]
        people.setdefault(_key(old[-1:]), last.split())
        people.setdefault(_key(old[:1]), given[:1])
    return people


def _is_name_part(word: str) -> bool:
    return bool(WORD.fullmatch(word) or INITIAL.fullmatch(word))


def _given(old: str, new: str, rng: random.Random) -> str:
    """An initial for an initial."""
    return f"{rng.choice(LETTERS)}." if INITIAL.fullmatch(old) else new


def _another(
    label: str, old: Sequence[str], people: dict[str, Sequence[str]], world: World, rng: random.Random
) -> Sequence[str]:
    """Another name of the same kind, or the old one where its kind is not clear."""
    if label == "PER":
        return _another_person(old, people, world, rng)
    kind = ANOTHER.get((label, _kind(label, old, world)))
    return kind(world, rng).split() if kind else old


def _another_person(
    old: Sequence[str], people: dict[str, Sequence[str]], world: World, rng: random.Random
) -> Sequence[str]:
    if (known := people.get(_key(old))) is not None:
        return known
    if len(old) != 1 or not WORD.fullmatch(old[0]):
        return old
    is_first = world.kinds.get(_key(old)) == "first name"
    people[_key(old)] = (_first_name(world, rng) if is_first else _surname(world, rng)).split()
    return people[_key(old)]


def _full_name(world: World, rng: random.Random) -> str:
    if rng.random() < AMBIGUOUS:
        return f"{_first_name(world, rng)} {_surname(world, rng)}"
    return world.full_name(rng)


def _first_name(world: World, rng: random.Random) -> str:
    return rng.choice(GIVEN) if rng.random() < AMBIGUOUS else world.first_name(rng)


def _surname(world: World, rng: random.Random) -> str:
    return rng.choice(rng.choice((FAMILY, PERSON_PLACE))) if rng.random() < AMBIGUOUS else world.surname(rng)


def _city(world: World, rng: random.Random) -> str:
    return rng.choice(rng.choice((PLACE_THING, PERSON_PLACE))) if rng.random() < AMBIGUOUS else world.city(rng)


def _kind(label: str, old: Sequence[str], world: World) -> str:
    """What sort of place, organisation or other name the old one is; empty where it cannot be said."""
    if any(not WORD.fullmatch(word) for word in old):
        return ""
    if FIRM_ENDINGS & {old[-1].lower()}:
        return "firm"
    if SCHOOL & {word.lower() for word in old}:
        return "school"
    return world.kinds.get(_key(old), "place" if label == "LOC" else "")


ANOTHER: dict[tuple[str, str], Callable[[World, random.Random], str]] = {
    ("LOC", "country"): lambda world, rng: world.country(rng),
    ("LOC", "city"): _city,
    ("LOC", "team"): _city,
    ("LOC", "first name"): _city,
    ("LOC", "place"): lambda world, rng: _city(world, rng) if rng.random() < 0.6 else world.region(rng),
    ("ORG", "city"): lambda world, rng: world.city(rng),  # a city that stands for its team
    ("ORG", "team"): lambda world, rng: world.team(rng),
    ("ORG", "firm"): lambda world, rng: rng.choice(world.long_companies),
    ("ORG", "school"): lambda world, rng: rng.choice(world.universities),
    ("MISC", "nation"): lambda world, rng: rng.choice(world.nations),
}


def _key(words: Sequence[str]) -> str:
    return " ".join(words).lower()


def _in_case_of(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The new words in capitals, or in lower case, where the old ones are."""
    text = "".join(old)
    if text.isupper() and len(text) > 2:
        return [word.upper() for word in new]
    return [word.lower() for word in new] if text.islower() else list(new)
