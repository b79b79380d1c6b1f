"""The public sets of tweets and forums in the terms of CoNLL-2003: PER LOC ORG MISC. Knows no files and no torch.

A tag that a set does not tell is written as a partial one: "?MISC" is O or MISC, "?" is anything.
"""

from collections.abc import Callable, Collection, Sequence

import regex

from model.data import Sentence
from model.tags import OUTSIDE, TagSpan, spans_to_tags, tags_to_spans
from model.vocab import PARTIAL

LABELS = {
    "person": "PER",
    "location": "LOC",
    "corporation": "ORG",
    "group": "ORG",
    "product": "MISC",
    "creative-work": "MISC",
}
# What CoNLL leaves out of a name, before it.
TITLES = frozenset(
    """mr mrs ms miss dr prof president vice prime foreign minister senator sen gov governor congressman mayor judge
    justice chancellor secretary sir lord lady dame king queen prince princess duke duchess pope archbishop bishop
    father sister coach captain capt gen general col colonel sgt sergeant lt officer chief rev reverend the""".split()
)
UNTOLD, MISC_UNTOLD = PARTIAL, f"{PARTIAL}MISC"
CAPITAL = regex.compile(r".*\p{Lu}.*", regex.DOTALL)
# Marks, single letters and faces made of them, links, handles.
NO_NAME = regex.compile(r"[\p{P}\p{S}\d]*\p{L}?[\p{P}\p{S}\d]*|(?:https?:|www\.|@|RT$|URL\d).*", regex.DOTALL)


def to_conll(name: str, sentences: Sequence[Sentence], demonyms: Collection[str]) -> list[Sentence]:
    """Training sentences of a public set with the labels of CoNLL-2003, some of them partial.

    demonyms: what people of a country and its things are called, in lower case; other sets write them as places or
    not at all. A set that is written as CoNLL is comes back as it is.
    """
    if name not in SETS:
        return list(sentences)
    return [SETS[name](sentence, demonyms) for sentence in sentences]


def _from_wnut(sentence: Sentence, demonyms: Collection[str]) -> Sentence:
    """Six labels to four. Things that CoNLL would not name, in lower case, are left open; so are unnamed MISC."""
    words, tags, untold = sentence.words, _misc_untold(sentence.words), set[int]()
    spans = []
    for span in tags_to_spans(sentence.tags):
        places = range(span.start, span.end)
        common = not any(CAPITAL.fullmatch(words[place]) for place in places)
        if span.label in ("creative-work", "product") and common:
            untold.update(places)
        else:
            spans += _bare(TagSpan(span.start, span.end, LABELS[span.label]), words)
    return _write(sentence, tags, [*spans, *_demonyms(words, spans, demonyms)], untold)


def _from_btc(sentence: Sentence, demonyms: Collection[str]) -> Sentence:
    """Handles are outside, as CoNLL would have them; nationalities are MISC; the other MISC are untold."""
    joined, hashtags = _join_marks(sentence)
    words, spans = joined.words, []
    for span in tags_to_spans(joined.tags):
        said = " ".join(words[span.start : span.end]).lower()
        label = "MISC" if span.label == "LOC" and said in demonyms else span.label
        spans += _bare(TagSpan(span.start, span.end, label), words)
    spans = [span for span in spans if not hashtags & set(range(span.start, span.end))]
    return _write(joined, _misc_untold(words), [*spans, *_demonyms(words, spans, demonyms)], hashtags)


SETS: dict[str, Callable[[Sentence, Collection[str]], Sentence]] = {"wnut17": _from_wnut, "btc": _from_btc}


def _misc_untold(words: Sequence[str]) -> list[str]:
    """O for marks and for words in lower case, O or MISC for the others."""
    named = (CAPITAL.fullmatch(word) and not NO_NAME.fullmatch(word) for word in words)
    return [MISC_UNTOLD if name else OUTSIDE for name in named]


def _bare(span: TagSpan, words: Sequence[str]) -> list[TagSpan]:
    """The span without the titles and the article before the name; nothing where it has nothing else."""
    start = span.start
    titles = TITLES if span.label == "PER" else {"the"}
    while start < span.end and words[start].lower().rstrip(".") in titles and not _is_name(span.label, words[start]):
        start += 1
    if start > span.start and start < span.end and words[start].lower() == "of":
        return []  # "Duchess of Cambridge"
    return [TagSpan(start, span.end, span.label)] if start < span.end else []


def _is_name(label: str, word: str) -> bool:
    return label != "PER" and word == "The"  # "The Washington Post", but "the Lions"


def _demonyms(words: Sequence[str], spans: Sequence[TagSpan], demonyms: Collection[str]) -> list[TagSpan]:
    """Words outside of spans that say a nationality."""
    taken = {place for span in spans for place in range(span.start, span.end)}
    found = (place for place, word in enumerate(words) if CAPITAL.fullmatch(word) and word.lower() in demonyms)
    return [TagSpan(place, place + 1, "MISC") for place in found if place not in taken]


def _write(sentence: Sentence, outside: Sequence[str], spans: Sequence[TagSpan], untold: Collection[int]) -> Sentence:
    inside = spans_to_tags(spans, len(outside))
    tags = [tag if tag != OUTSIDE else other for tag, other in zip(inside, outside, strict=True)]
    return Sentence(sentence.words, tuple(UNTOLD if place in untold else tag for place, tag in enumerate(tags)))


def _join_marks(sentence: Sentence) -> tuple[Sentence, set[int]]:
    """Join "@" and "#" to the word after them, as they are typed; say where hashtags that name something stand.

    A place after an "@" stays apart ("@ Portland"): there the sign means at.
    """
    words: list[str] = []
    tags: list[str] = []
    hashtags: set[int] = set()
    pairs = list(zip(sentence.words, sentence.tags, strict=True))
    at = 0
    while at < len(pairs):
        word, tag = pairs[at]
        after, after_tag = pairs[at + 1] if at + 1 < len(pairs) else ("", OUTSIDE)
        joins = after[:1].isalnum() or after[:1] == "_"
        if word == "@" and joins and not (tag == OUTSIDE and after_tag.endswith("-LOC")):
            word, tag, at = word + after, OUTSIDE, at + 1
        elif word == "#" and joins:
            word, tag, at = word + after, after_tag, at + 1
        if word.startswith("#") and tag != OUTSIDE:
            hashtags.add(len(words))
        words.append(word)
        tags.append(tag)
        at += 1
    return Sentence(tuple(words), tuple(_continue(tags)), sentence.intent), hashtags


def _continue(tags: Sequence[str]) -> list[str]:
    """Tags whose spans lost their beginning to a join, made legal."""
    return spans_to_tags(tags_to_spans(tags), len(tags))
