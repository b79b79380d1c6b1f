"""Texts to predictions by a model's name, as other systems' protocols ask for them. Knows none of them.

A text without words gives a prediction without tokens: elsewhere that is an answer, not an error.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.problems import OverLimit
from app.tagging import Gone, Manner, Tagging
from model.predict import Prediction, Tokenized


@dataclass(frozen=True)
class Asking:
    """The way of one request from texts to predictions, through the same limits and queue as all others."""

    tagging: Tagging
    gone: Gone

    def entities(self) -> str:
        """The model for those who expect names of people and places and know no model of ours."""
        return self.tagging.store.defaults.get("entities", self.tagging.settings.default_model)

    async def tag_texts(self, model: str | None, texts: Sequence[str]) -> list[Prediction]:
        """Tag texts with a model, by default the service's own.

        Raises UnknownModel, OverLimit and whatever the queue has to say.
        """
        check_count(len(texts), self.tagging)
        tagger = await self.tagging.store.get(model or self.tagging.settings.default_model)
        read = iter(await self.tagging.read(tagger, [text for text in texts if not is_blank(text)]))
        sentences = [Tokenized(text, ()) if is_blank(text) else next(read) for text in texts]
        return await self.tag_sentences(tagger.name, sentences)

    async def read(self, model: str, text: str) -> Tokenized:
        """Tokenize one text the model's way; a blank one has no tokens."""
        tagger = await self.tagging.store.get(model)
        return Tokenized(text, ()) if is_blank(text) else (await self.tagging.read(tagger, [text]))[0]

    async def tag_words(self, model: str, words: Sequence[str]) -> Prediction:
        """Tag one sentence given as words. Raises as `tag_texts`, and WrongField for words that are empty."""
        tagger = await self.tagging.store.get(model)
        return (await self.tag_sentences(model, [await self.tagging.sentence(tagger, None, words)]))[0]

    async def tag_sentences(self, model: str, sentences: Sequence[Tokenized]) -> list[Prediction]:
        """Tag sentences whose tokens are known already."""
        check_count(len(sentences), self.tagging)
        tagger = await self.tagging.store.get(model)
        if not sentences:
            return []
        tagged = await self.tagging.tag(Manner(tagger, 0), sentences, self.gone)
        return [each.prediction for each in tagged]


def check_count(count: int, tagging: Tagging) -> None:
    """Raise OverLimit where one request holds too many texts."""
    if count > tagging.settings.max_texts:
        raise OverLimit("too many texts in one request", "max_texts", tagging.settings.max_texts, count)


def is_blank(text: str) -> bool:
    """Whether there is nothing but white space."""
    return not text or text.isspace()


def size(predictions: Sequence[Prediction]) -> int:
    """How many tokens there are to write about."""
    return sum(len(prediction.tokens) for prediction in predictions)
