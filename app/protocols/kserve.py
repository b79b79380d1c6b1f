"""The Open Inference Protocol, version 2, and KServe's version 1. Pure functions and bodies; knows no HTTP.

A request's tensor `text` holds N texts. Of the answer's tensors, those of tokens are (N, T), T tokens of the longest
text: what stands after a text's own `lengths` is filling, empty or 0. Offsets are code points, half-open.
https://github.com/kserve/open-inference-protocol/blob/main/specification/protocol/inference_rest.md
"""

from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import Annotated, Any

import orjson
from pydantic import BaseModel, Field, StrictInt, StrictStr

from app.answers import Answer, Sparse
from app.formats import DIGITS, to_json
from app.problems import OverLimit, Refusal, WrongField
from model.predict import Prediction, TaggedToken

VERSION = "1"
PLATFORM = "pytorch_safetensors"
MOST_CELLS = 100_000  # of one tensor: a long text among many short ones would make it huge
Shape = list[Annotated[StrictInt, Field(ge=0, le=2**31)]]
Data = list[StrictStr | list[StrictStr]]
# Tensors a token: datatype, value, filling.
TOKENS: Mapping[str, tuple[str, Callable[[TaggedToken], object], object]] = {
    "tags": ("BYTES", lambda token: token.tag, ""),
    "tokens": ("BYTES", lambda token: token.text, ""),
    "scores": ("FP32", lambda token: round(token.score, DIGITS), 0.0),
    "starts": ("INT32", lambda token: token.start, 0),
    "ends": ("INT32", lambda token: token.end, 0),
}
# Tensors a text; `predictions` are whole ones as JSON, in our own shape.
TEXTS: Mapping[str, tuple[str, Callable[[Prediction], object]]] = {
    "lengths": ("INT32", lambda prediction: len(prediction.tokens)),
    "intents": ("BYTES", lambda prediction: prediction.intent.name if prediction.intent else ""),
    "predictions": ("BYTES", lambda prediction: orjson.dumps(to_json(prediction)).decode()),
}
INPUTS = [{"name": "text", "datatype": "BYTES", "shape": [-1]}]
OUTPUTS = [{"name": name, "datatype": row[0], "shape": [-1, -1]} for name, row in TOKENS.items()] + [
    {"name": name, "datatype": kind, "shape": [-1]} for name, (kind, _) in TEXTS.items()
]


class Input(BaseModel):
    """The texts: shape (N,) or (N, 1)."""

    name: StrictStr
    shape: Shape = Field(max_length=8)
    datatype: StrictStr
    data: Data = Field(fail_fast=True, description="flat or nested")


class Wanted(BaseModel):
    """An output to answer with."""

    name: StrictStr


class InferRequest(BaseModel):
    """One tensor of texts, and perhaps which tensors are wanted."""

    id: StrictStr | None = None
    inputs: list[Input] = Field(min_length=1, fail_fast=True)
    outputs: list[Wanted] | None = Field(None, fail_fast=True, description="all, where they are not named")


class Tensor(Answer):
    """A tensor, flat, row by row."""

    name: str
    datatype: str
    shape: list[int]
    data: list[str | float | int]


class InferAnswer(Sparse):
    """What a model answers."""

    model_name: str
    model_version: str
    id: str | None = None
    outputs: list[Tensor]


class Described(Answer):
    """A tensor's name and kind; -1 is any size."""

    name: str
    datatype: str
    shape: list[int]


class ModelMetadata(Answer):
    """A model and its tensors."""

    name: str
    versions: list[str]
    platform: str
    inputs: list[Described]
    outputs: list[Described]


class ServerMetadata(Answer):
    """The server."""

    name: str
    version: str
    extensions: list[str]


class ServerLive(Answer):
    """The server answers."""

    live: bool


class ServerReady(Answer):
    """The default models are loaded."""

    ready: bool


class ModelReady(Answer):
    """A model can be asked; it is loaded when it first is."""

    name: str
    ready: bool


class KServeProblem(Answer):
    """An error."""

    error: str


class Instance(BaseModel):
    """A text, for version 1."""

    text: StrictStr


class PredictRequest(BaseModel):
    """Texts, for version 1."""

    instances: list[StrictStr | Instance] = Field(fail_fast=True)


class PredictAnswer(Answer):
    """Predictions in our own shape, for version 1."""

    predictions: list[dict[str, Any]]


class ModelNames(Answer):
    """The models, for version 1."""

    models: list[str]


def with_binary(document: Any, rest: bytes) -> Any:
    """A request with the tensors that stand after its JSON, as Triton's clients send them unless told otherwise.

    A text is its length, four bytes with the lowest first, and its UTF-8. Raises WrongField where that does not fit.
    """
    inputs = document.get("inputs") if isinstance(document, dict) else None
    for number, tensor in enumerate(inputs if isinstance(inputs, list) else []):
        parameters = tensor.get("parameters") if isinstance(tensor, dict) else None
        size = parameters.get("binary_data_size") if isinstance(parameters, dict) else None
        if isinstance(size, int):
            if not 0 <= size <= len(rest):
                raise WrongField(f"inputs[{number}].parameters.binary_data_size", f"{len(rest)} bytes are there")
            tensor["data"], rest = _strings(rest[:size], f"inputs[{number}]"), rest[size:]
    return document


def texts_of(request: InferRequest) -> list[str]:
    """The texts of a request. Raises WrongField where its tensor is not what the model takes."""
    if len(request.inputs) != 1 or request.inputs[0].name != "text":
        raise WrongField("inputs", "give one input, named text")
    [tensor] = request.inputs
    if tensor.datatype != "BYTES":
        raise WrongField("inputs[0].datatype", f"should be BYTES, got {tensor.datatype[:20]}")
    if len(tensor.shape) not in (1, 2) or tensor.shape[1:] not in ([], [1]):
        raise WrongField("inputs[0].shape", f"should be [N] or [N, 1], got {tensor.shape}")
    texts = [text for item in tensor.data for text in ([item] if isinstance(item, str) else item)]
    if len(texts) != prod(tensor.shape):
        raise WrongField("inputs[0].data", f"shape {tensor.shape} holds {prod(tensor.shape)} texts, got {len(texts)}")
    return texts


def wanted_of(request: InferRequest) -> list[str]:
    """The names of the wanted outputs. Raises WrongField for those that do not exist."""
    known = [*TOKENS, *TEXTS]
    names = known if not request.outputs else [output.name for output in request.outputs]
    for name in names:
        if name not in known:
            raise WrongField("outputs", f"there is no output {name[:100]!r}: known are {', '.join(known)}")
    return list(dict.fromkeys(names))


def to_kserve(predictions: Sequence[Prediction], wanted: Sequence[str]) -> list[dict[str, Any]]:
    """The wanted tensors of a batch of predictions. Raises OverLimit where most of them would be filling."""
    cells = len(predictions) * _longest(predictions)
    if cells > MOST_CELLS:
        raise OverLimit("texts of so different lengths make a tensor too large, in tokens", "tensor", MOST_CELLS, cells)
    return [_tensor(name, predictions) for name in wanted]


def problem(refusal: Refusal) -> dict[str, object]:
    """An error as the clients read it."""
    return {"error": refusal.sentence}


def _strings(data: bytes, name: str) -> list[str]:
    texts, start = [], 0
    while start < len(data):
        end = start + 4 + int.from_bytes(data[start : start + 4], "little")
        try:
            texts.append(data[start + 4 : end].decode())
        except UnicodeDecodeError as error:
            raise WrongField(name, "holds a text that is not UTF-8") from error
        if end > len(data):
            raise WrongField(name, "ends inside a text")
        start = end
    return texts


def _longest(predictions: Sequence[Prediction]) -> int:
    return max((len(prediction.tokens) for prediction in predictions), default=0)


def _tensor(name: str, predictions: Sequence[Prediction]) -> dict[str, Any]:
    if name in TEXTS:
        kind, value = TEXTS[name]
        data = [value(prediction) for prediction in predictions]
        return {"name": name, "datatype": kind, "shape": [len(data)], "data": data}
    kind, of_token, filling = TOKENS[name]
    longest = _longest(predictions)
    data = []
    for prediction in predictions:
        data += [of_token(token) for token in prediction.tokens]
        data += [filling] * (longest - len(prediction.tokens))
    return {"name": name, "datatype": kind, "shape": [len(predictions), longest], "data": data}
