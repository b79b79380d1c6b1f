"""What callers send to our own API, field by field. Knows no limits that are settings."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StrictBool, StrictInt, StrictStr, model_validator

from model.counterfactual import Edit, Move, Order, Reverse, Rule, Shuffle, Swap

FAR = 1_000_000  # no sentence has as many tokens
Index = Annotated[StrictInt, Field(ge=0, le=FAR, description="number of a token, from 0")]
Model = Annotated[
    StrictStr | None, Field(description="`task/architecture`, or a task for its best; by default the service's own")
]
TopK = Annotated[StrictInt, Field(ge=0, le=20, description="likeliest tags listed for each token")]
Text = Annotated[StrictStr | None, Field(description="a sentence as typed")]
Tokens = Annotated[
    list[StrictStr] | None,
    Field(fail_fast=True, description="a sentence as tokens; its text is they, joined by one space"),
]


class Body(BaseModel):
    """Something that callers send: fields that do not exist are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def one_of(*names: str) -> ConfigDict:
    """Say in the schema that exactly one of the fields is given; null is as good as none."""
    given: list[JsonValue] = [{"required": [name], "properties": {name: {"not": {"type": "null"}}}} for name in names]
    return ConfigDict(json_schema_extra={"oneOf": given})


def check_one_of(body: BaseModel, *names: str) -> None:
    """Raise ValueError unless exactly one of the fields is given."""
    given = [name for name in names if getattr(body, name) is not None]
    if len(given) != 1:
        raise ValueError(f"give exactly one of {', '.join(names)}; got {' and '.join(given) or 'none'}")


class Sentence(Body):
    """One sentence: as text, or as tokens."""

    model_config = one_of("text", "tokens")
    text: Text = None
    tokens: Tokens = None

    @model_validator(mode="after")
    def _one_sentence(self) -> "Sentence":
        check_one_of(self, "text", "tokens")
        return self


class TagRequest(Body):
    """What to tag, and by which model."""

    model_config = one_of("text", "texts", "tokens")
    text: Text = None
    texts: list[StrictStr] | None = Field(None, fail_fast=True, description="several sentences as typed")
    tokens: Tokens = None
    model: Model = None
    top_k: TopK = 3

    @model_validator(mode="after")
    def _one_source(self) -> "TagRequest":
        check_one_of(self, "text", "texts", "tokens")
        return self


class SwapBody(Body):
    """Other words in the place of a token; none removes it."""

    index: Index
    replacement: StrictStr = Field(alias="with", max_length=1000)


class MoveBody(Body):
    """A token to another place: its number afterwards."""

    source: Index = Field(alias="from")
    target: Index = Field(alias="to")


class ShuffleBody(Body):
    """A chance order that the seed fixes."""

    seed: StrictInt = Field(0, ge=0, le=2**53)


class EditBody(Body):
    """One edit: exactly one of the fields."""

    model_config = one_of("swap", "move", "order", "rule", "reverse", "shuffle")
    swap: SwapBody | None = None
    move: MoveBody | None = None
    order: list[Index] | None = Field(None, fail_fast=True, description="every token's number, in the new order")
    rule: StrictStr | None = Field(None, max_length=2000, description="word -> other | another, more rules by commas")
    reverse: Literal[True] | None = Field(None, description="last word first")
    shuffle: ShuffleBody | None = None

    @model_validator(mode="after")
    def _one_edit(self) -> "EditBody":
        check_one_of(self, "swap", "move", "order", "rule", "reverse", "shuffle")
        return self

    def edit(self) -> Edit:
        """The edit that this body describes."""
        if self.swap:
            return Swap(self.swap.index, self.swap.replacement)
        if self.move:
            return Move(self.move.source, self.move.target)
        if self.order is not None:
            return Order(tuple(self.order))
        if self.rule is not None:
            return Rule(self.rule)
        return Shuffle(self.shuffle.seed) if self.shuffle else Reverse()


class VariantsRequest(Sentence):
    """A sentence and its edits."""

    model: Model = None
    edits: list[EditBody] = Field(min_length=1, fail_fast=True)
    chain: StrictBool = Field(False, description="make the edits one upon the other, instead of each on the sentence")
    top_k: TopK = 3


class CompareRequest(Sentence):
    """A sentence and the models to compare on it."""

    models: list[StrictStr] | None = Field(
        None, min_length=1, fail_fast=True, description="by default all models of the task"
    )
    task: StrictStr | None = Field(None, description="by default that of the service's own model")
    top_k: TopK = 3
