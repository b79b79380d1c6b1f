"""What callers send to the lab and what they get, field by field. Every size is bounded here."""

from typing import Annotated, Literal

from pydantic import Field, StrictInt, StrictStr, model_validator

from app.answers import Answer
from app.inspection import MemoryRequest
from app.schemas import Body, Index, Model
from model.config import Architecture
from model.copying import CopyConfig
from model.live import LiveConfig

MOST_UNITS = 6  # of a toy: more cannot be followed by eye
MOST_INPUTS = 12
MOST_STEPS = 400  # of a live training
SEEDS = 999_999

Number = Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]
Row = Annotated[list[Number], Field(min_length=1, max_length=MOST_UNITS)]
Matrix = Annotated[list[Row], Field(min_length=1, max_length=MOST_UNITS)]
Seed = Annotated[StrictInt, Field(ge=0, le=SEEDS, description="of all chance: the same seed gives the same numbers")]
ONES = [[1.0, 1.0], [1.0, 1.0]]


class OnesRequest(Body):
    """A toy network, its first memory and its inputs. Rows of a matrix are what its numbers are added up to."""

    inputs: list[Row] = Field([[1.0, 1.0], [1.0, 1.0], [2.0, 2.0]], min_length=1, max_length=MOST_INPUTS)
    memory: Row = Field([0.0, 0.0])
    w_ax: Matrix = Field(ONES, description="from inputs to memory")
    w_aa: Matrix = Field(ONES, description="from memory to memory")
    w_ya: Matrix = Field(ONES, description="from memory to outputs")
    activation: Literal["linear", "tanh"] = "linear"

    @model_validator(mode="after")
    def _sizes_agree(self) -> "OnesRequest":
        units = len(self.memory)
        shapes = {"w_ax": (units, len(self.inputs[0])), "w_aa": (units, units), "w_ya": (len(self.w_ya), units)}
        for name, (rows, columns) in shapes.items():
            matrix: list[list[float]] = getattr(self, name)
            if len(matrix) != rows or any(len(row) != columns for row in matrix):
                raise ValueError(f"{name} should have {rows} rows of {columns} numbers")
        if any(len(row) != len(self.inputs[0]) for row in self.inputs):
            raise ValueError(f"all inputs should have {len(self.inputs[0])} numbers, as the first has")
        return self


class OnesStep(Answer):
    """One step: inputs, memory before, sums before the activation, memory after, outputs."""

    inputs: list[float]
    before: list[float]
    sums: list[float]
    memory: list[float]
    outputs: list[float]


class OnesAnswer(Answer):
    """The toy step by step."""

    steps: list[OnesStep]


class StatesRequest(Body):
    """One or two sentences, as words, whose memory is compared."""

    sentences: list[list[StrictStr]] = Field(min_length=1, max_length=2, fail_fast=True)
    model: Model = None


class StatesAnswer(Answer):
    """For each sentence the state after each word, read from left to right, of every unit."""

    model: str
    states: list[list[list[float]]]


class ForwardRequest(MemoryRequest):
    """A sentence and the one-directional network that reads it; by default an Elman network, if there is one."""


class Elman(Answer):
    """The terms of an Elman network's sums, a row a word; and how far the stacked form is from their sum."""

    before: list[list[float]]
    memory_terms: list[list[float]]
    input_terms: list[list[float]]
    bias: list[float]
    largest_difference: float


class Likely(Answer):
    """A tag and its probability."""

    tag: str
    score: float


class ForwardAnswer(Answer):
    """A pass written out, a row a word. kept and added: the two parts of the memory after it; elman: its terms."""

    model: str
    cell: Literal["elman", "gru", "lstm"]
    words: list[str]
    features: list[list[float]]
    states: list[list[float]]
    gates: dict[str, list[list[float]]]
    candidates: list[list[float]]
    kept: list[list[float]]
    added: list[list[float]]
    elman: Elman | None
    temperature: float = Field(description="what scores are divided by before the softmax, fitted after training")
    likely: list[list[Likely]]


class Shades(Answer):
    """A matrix to look at: bytes, row by row, in base64; byte 127 is 0, bytes 0 and 254 are -largest and largest."""

    rows: int
    columns: int
    largest: float
    data: str


class WeightsAnswer(Answer):
    """The matrices of a trained one-directional network."""

    model: str
    w_aa: Shades
    w_ax: Shades
    w_ya: Shades


class GradientsRequest(ForwardRequest):
    """A loss term: the word at which it arises."""

    index: Index


class GradientsAnswer(Answer):
    """Norms for one loss term; entry k of products, signals and terms belongs to word k, the last to the word itself.

    jacobians: of ∂s_j/∂s_{j-1} for j = 1 … index. products: of ∂s_t/∂s_k. signals: of ∂L_t/∂s_k. terms: of what word
    k adds to ∂L_t/∂W.
    """

    model: str
    words: list[str]
    tag: str
    loss: float
    jacobians: list[float]
    products: list[float]
    signals: list[float]
    terms: list[float]
    total: float


class PowersRequest(Body):
    """Weights and how often each is multiplied by itself."""

    weights: list[Annotated[float, Field(ge=-2, le=2, allow_inf_nan=False)]] = Field(min_length=1, max_length=6)
    count: StrictInt = Field(1000, ge=1, le=1000)


class PowersAnswer(Answer):
    """w⁰ … wⁿ of each weight."""

    powers: list[list[float]]


class MatrixRequest(Body):
    """A random recurrent network whose gradient is followed back."""

    size: StrictInt = Field(16, ge=1, le=48, description="units")
    radius: float = Field(0.9, ge=0.05, le=2, allow_inf_nan=False, description="spectral radius of W_aa")
    steps: StrictInt = Field(60, ge=1, le=100)
    seed: Seed = 1


class MatrixAnswer(Answer):
    """Eigenvalues as [real, imaginary]; norms after 0 … `steps` steps, of the matrix alone and in a tanh network."""

    eigenvalues: list[Annotated[list[float], Field(min_length=2, max_length=2)]]
    linear: list[float]
    tanh: list[float]


class SurfaceAnswer(Answer):
    """The loss of one recurrent unit over a grid: rows are biases, columns weights."""

    weights: list[float]
    biases: list[float]
    loss: list[list[float]]


class DescentRequest(Body):
    """Where gradient descent begins on the surface, and how it steps."""

    weight: float = Field(5.5, ge=0, le=10, allow_inf_nan=False)
    bias: float = Field(-2.0, ge=-10, le=5, allow_inf_nan=False)
    rate: float = Field(0.5, gt=0, le=10, allow_inf_nan=False, description="learning rate")
    clip: float = Field(0.2, gt=0, le=100, allow_inf_nan=False, description="longest gradient of the clipped path")
    steps: StrictInt = Field(100, ge=1, le=200)


class Place(Answer):
    """A place on the way: weight, bias, loss, norm of the gradient there, and whether it was clipped."""

    weight: float
    bias: float
    loss: float
    norm: float
    clipped: bool


class Path(Answer):
    """A way down; `leap` is the number of its longest step."""

    places: list[Place]
    leap: int


class DescentAnswer(Answer):
    """Two ways down from one place."""

    unclipped: Path
    clipped: Path


class SentencesAnswer(Answer):
    """Sentences with their slots in brackets."""

    sentences: list[str]


class TrainingRequest(Body):
    """Which steps of a live training to watch; those up to `after` were seen already."""

    steps: StrictInt = Field(200, ge=1, le=MOST_STEPS, description="the last step")
    after: StrictInt = Field(0, ge=0, le=MOST_STEPS, description="steps seen before the training was stopped")


Line = Annotated[StrictStr, Field(max_length=200)]


class LearnRequest(TrainingRequest):
    """A small tagger and the sentences that it learns, slots in brackets: leave [from: Taipei] on [day: Monday]."""

    sentences: list[Line] = Field(min_length=1, max_length=24, fail_fast=True)
    probe: Line = Field(min_length=1, description="a sentence labelled by what was learnt so far")
    architecture: Architecture = "elman"
    hidden_size: StrictInt = Field(16, ge=1, le=64)
    learning_rate: float = Field(0.2, gt=0, le=10, allow_inf_nan=False)
    clip_norm: float = Field(0.0, ge=0, le=100, allow_inf_nan=False, description="0: gradients are not clipped")
    seed: Seed = 1

    def config(self) -> LiveConfig:
        """The training that this body describes."""
        return LiveConfig(
            tuple(self.sentences), self.probe, self.architecture, self.hidden_size, self.learning_rate, self.clip_norm,
            self.seed,
        )  # fmt: skip


class RecallRequest(TrainingRequest):
    """The copy task: how far back a letter must be remembered at most."""

    farthest: StrictInt = Field(16, ge=1, le=24)
    seed: Seed = 1

    def config(self) -> CopyConfig:
        """The run that this body describes."""
        return CopyConfig(self.farthest, self.seed)
