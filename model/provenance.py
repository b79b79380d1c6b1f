"""What a model was made from, under which licences, and what these mean for its use. Knows no network.

A plain account, no legal advice: the sets themselves are not part of the program.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from model.config import Recipe
from model.sources import SourceFile, list_sets

NO_LICENCE = "no licence is stated: clear the rights before commercial use"
# What each licence asks of who uses a model that learned from the data; the first that the text holds counts.
TERMS: Mapping[str, str] = {
    "research agreement": "for research, under an agreement with the publisher: clear the rights before commercial use",
    "© Reuters": "all rights reserved: for experiments only",
    "unstated": f"any use with attribution, changed texts shared alike; for one part {NO_LICENCE}",
    "none stated": NO_LICENCE,
    "no licence stated": NO_LICENCE,
    "CC BY-SA": "any use with attribution; changed texts are shared alike",
    "CC BY": "any use with attribution",
    "ODbL": "any use with attribution",  # the list would be shared alike, but is no part of a model
    "CC0": "any use",
    "PDDL": "any use",
    "public domain": "any use",
    "MIT": "any use, with its notice",
    "Apache-2.0": "any use, with its notice",
}
GLOVE = "glove/glove.6B.zip/glove.6B.100d.txt"
OPEN_TEXTS = ("wikipedia-articles", "wikipedia-2014-half", "football-results", "dialogues-and-queries")
# The plain texts that word vectors, and an encoder beside them, were trained on, and the vectors of others.
VECTOR_TEXTS: Mapping[str, tuple[str, ...]] = {
    "open100": OPEN_TEXTS,
    GLOVE: ("glove",),
    "open-encoder": ("glove", *OPEN_TEXTS),
    "news-encoder": ("glove", *OPEN_TEXTS, "reuters-news", "reuters-headlines"),
}
# The pretrained transformers that teachers were tuned from; what they read is for their own cards to say.
TEACHERS: Mapping[str, tuple[str, str]] = {
    "mpnet-entities": ("all-mpnet-base-v2", "Apache-2.0; read books and a billion pairs of sentences from the web"),
}


@dataclass(frozen=True)
class Origin:
    """Data that a model learned from; licence and terms are None where they are not known, as of data of one's own."""

    name: str
    use: str
    licence: str | None
    terms: str | None


def origins(recipe: Recipe) -> list[Origin]:
    """Everything that a model was trained on: labelled sentences, names for new ones, plain text and for what."""
    sets, data = list_sets(), recipe.data
    found = [_origin(name, "labelled sentences", sets.get(name, ())) for name in data.train]
    if data.augment:
        found.append(_origin("names", "names in sentences made for training", sets["names"]))
    for name in VECTOR_TEXTS.get(data.vectors, ()):
        if name in sets:
            found.append(_origin(name, "word vectors", sets[name]))
        else:
            found.append(_text(name, "plain text, for word vectors", sets))
    for name, licence in (TEACHERS[teacher] for teacher in data.silver.teachers if teacher in TEACHERS):
        found.append(Origin(name, "a transformer that labelled plain text", licence, terms(licence)))
    return found + [_text(name, "plain text, labelled by other networks", sets) for name in data.silver.texts]


def terms(licence: str) -> str | None:
    """What a licence means for use, or None for one that is not in the table."""
    return next((meaning for name, meaning in TERMS.items() if name in licence), None)


def _text(name: str, use: str, sets: Mapping[str, Sequence[SourceFile]]) -> Origin:
    return _origin(name, use, (file for file in sets["text"] if file.file == f"text/{name}.txt.xz"))


def _origin(name: str, use: str, files: Iterable[SourceFile]) -> Origin:
    licences = list(dict.fromkeys(file.licence for file in files))
    meanings = dict.fromkeys(meaning for licence in licences if (meaning := terms(licence)))
    return Origin(name, use, "; ".join(licences) or None, "; ".join(meanings) or None)
