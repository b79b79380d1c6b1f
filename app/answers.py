"""What our own API sends, field by field; for its documentation and tests, as answers are written directly."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Answer(BaseModel):
    """Something that the service sends."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


class Sparse(Answer):
    """Something that the service sends, whose fields with a default may be missing."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=False)


class TagScore(Answer):
    """A tag and its probability."""

    tag: str
    score: float


class Token(Answer):
    """A token: its half-open range in code points, its tag, the tag's probability, the likeliest tags."""

    text: str
    start: int
    end: int
    tag: str
    score: float
    top: list[TagScore]


class Span(Answer):
    """A labelled stretch of the text; its score is the mean of its tokens'."""

    text: str
    start: int
    end: int
    label: str
    score: float


class Intent(Answer):
    """What the sentence asks for."""

    name: str
    score: float


class Prediction(Answer):
    """Everything that a model says of a sentence."""

    model: str
    text: str
    tokens: list[Token]
    spans: list[Span]
    intent: Intent | None
    ticket: dict[str, Any]


class TagAnswer(Prediction):
    """A sentence, tagged."""

    elapsed_ms: float


class TagListAnswer(Answer):
    """Several sentences, tagged, in order."""

    model: str
    predictions: list[Prediction]
    elapsed_ms: float


class DisplacyEnt(Answer):
    """What displaCy marks: a half-open range in code points."""

    start: int
    end: int
    label: str


class Displacy(Answer):
    """What displaCy draws with `manual=True`."""

    text: str
    ents: list[DisplacyEnt]


class GradioEntity(Answer):
    """What Gradio marks: a half-open range in code points."""

    entity: str
    start: int
    end: int


class Highlighted(Answer):
    """A value of Gradio's HighlightedText."""

    text: str
    entities: list[GradioEntity]


class Shift(Answer):
    """A tag's probability in base and variant; null where it is not among the tags looked at."""

    tag: str
    old: float | None
    new: float | None
    shift: float | None


class Row(Answer):
    """A token of the base beside what it became: numbers of tokens, null where one has no other."""

    mark: Literal["same", "changed", "moved"]
    base: int | None
    variant: int | None
    old_tag: str | None
    new_tag: str | None
    tag_changed: bool
    shifts: list[Shift]


class VariantAnswer(Answer):
    """A variant: the number of its edit (null: all together), its prediction, and base and variant side by side."""

    edit: int | None
    prediction: Prediction
    aligned: list[Row]
    tags_changed: int


class VariantsAnswer(Answer):
    """A sentence, tagged, and its variants."""

    model: str
    base: Prediction
    variants: list[VariantAnswer]
    elapsed_ms: float


class Disagreement(Answer):
    """A token to which the models give different tags."""

    index: int
    text: str
    start: int
    end: int
    tags: dict[str, str]


class CompareAnswer(Answer):
    """A sentence through several models."""

    text: str
    predictions: list[Prediction]
    disagreements: list[Disagreement]
    elapsed_ms: float


class ModelSummary(Answer):
    """A model in the list."""

    name: str
    task: str
    architecture: str
    description: str
    default: bool
    loaded: bool
    labels: list[str]
    intents: list[str]
    parameters: int
    size_bytes: int
    metrics: dict[str, Any]


class DataSet(Answer):
    """Data that a model learned from, its licence, and what that means for the use of the model."""

    name: str
    use: str
    licence: str | None
    terms: str | None


class ModelCard(ModelSummary):
    """Everything known of a model."""

    tags: list[str]
    data: list[DataSet]
    recipe: dict[str, Any]


class ModelList(Answer):
    """The models, and the default of each task."""

    default: str
    defaults: dict[str, str]
    models: list[ModelSummary]
    refused: dict[str, str]


class Reloaded(Answer):
    """What came, changed and went in the folders of models, and why others are refused."""

    added: list[str]
    changed: list[str]
    removed: list[str]
    refused: dict[str, str]


class Live(Answer):
    """The process answers."""

    live: Literal[True]


class Ready(Answer):
    """The default models are loaded."""

    ready: Literal[True]
    models: list[str]


class Problem(Answer):
    """The one shape of errors."""

    error: str = Field(description="a sentence for a person")
    type: str
    detail: Any = None
