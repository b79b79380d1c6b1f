"""The Open Inference Protocol, asked by the client of its working group; tensors worked out by hand."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from open_inference.openapi.client import OpenInferenceClient
from open_inference.openapi.core.api_error import ApiError
from open_inference.openapi.types.inference_request import InferenceRequest

TWO: dict[str, Any] = {"name": "text", "shape": [2], "datatype": "BYTES", "data": ["from Lagos", "😀 go to Kyoto"]}


@pytest.fixture
def asker(url: str) -> Iterator[OpenInferenceClient]:
    with httpx.Client() as connection:
        yield OpenInferenceClient(base_url=url, httpx_client=connection)


def infer(asker: OpenInferenceClient, model: str = "flights", **extra: Any) -> Any:
    return asker.model_infer(model, request=InferenceRequest.parse_obj({"inputs": [TWO], **extra}))


def test_the_client_finds_the_server_and_its_models_ready(asker: OpenInferenceClient) -> None:
    asker.check_server_liveness()
    asker.check_server_readiness()
    asker.check_model_readiness("flights/feedforward")
    asker.check_model_version_readiness("flights", "1")
    assert asker.read_server_metadata().name == "slotscope"


def test_the_client_reads_which_tensors_a_model_takes_and_gives(asker: OpenInferenceClient) -> None:
    for found in (asker.read_model_metadata("flights"), asker.read_model_version_metadata("flights/bi-lstm", "1")):
        assert (found.name, found.versions) == ("flights/bi-lstm", ["1"])
        assert [(each.name, each.datatype, each.shape) for each in found.inputs or []] == [("text", "BYTES", [-1])]
        assert [each.name for each in found.outputs or []][:2] == ["tags", "tokens"]


def test_the_client_reads_tensors_a_token_row_by_row_with_filling(asker: OpenInferenceClient) -> None:
    answer = infer(asker, id="42")
    found = {output.name: (output.shape, output.datatype, output.data.__root__) for output in answer.outputs}
    assert (answer.model_name, answer.model_version, answer.id) == ("flights", "1", "42")
    leave, arrive = "B-fromloc.city_name", "B-toloc.city_name"
    assert found["tags"] == ([2, 4], "BYTES", ["O", leave, "", "", "O", "O", "O", arrive])
    assert found["tokens"] == ([2, 4], "BYTES", ["from", "Lagos", "", "", "😀", "go", "to", "Kyoto"])
    assert found["starts"] == ([2, 4], "INT32", [0, 5, 0, 0, 0, 2, 5, 8])
    assert found["ends"] == ([2, 4], "INT32", [4, 10, 0, 0, 1, 4, 7, 13])
    assert found["scores"] == ([2, 4], "FP32", [0.75, 0.75, 0, 0, 0.75, 0.75, 0.75, 0.75])
    assert found["lengths"] == ([2], "INT32", [2, 4])
    assert found["intents"] == ([2], "BYTES", ["atis_flight"] * 2)
    assert [json.loads(each)["text"] for each in found["predictions"][2]] == TWO["data"]


def test_only_the_outputs_that_are_wanted_are_sent(asker: OpenInferenceClient) -> None:
    answer = infer(asker, "flights/feedforward", outputs=[{"name": "lengths"}, {"name": "tags"}])
    assert [output.name for output in answer.outputs] == ["lengths", "tags"]


def test_the_client_is_told_what_is_wrong(asker: OpenInferenceClient) -> None:
    for model, wanted, status, said in (
        ("nowhere", "tags", 404, "unknown model"),
        ("flights", "logits", 422, "known are tags"),
    ):
        with pytest.raises(ApiError) as caught:
            infer(asker, model, outputs=[{"name": wanted}])
        assert caught.value.status_code == status
        assert said in str(caught.value.body)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "words"},
        {"datatype": "FP32"},
        {"shape": [3]},
        {"shape": [1, 2]},
        {"shape": []},
        {"shape": [-2]},
        {"shape": [2, 1, 1]},
        {"data": [1, 2]},
        {"data": "ab"},
        {"data": [["a", "b"], ["c", "d"]]},
        {"data": [[["a"]], [["b"]]]},
    ],
)
def test_a_tensor_that_is_none_of_ours_is_refused_in_the_protocols_form(
    client: TestClient, change: dict[str, Any]
) -> None:
    response = client.post("/v2/models/flights/infer", json={"inputs": [{**TWO, **change}]})
    assert response.status_code == 422
    assert response.json().keys() == {"error"}


@pytest.mark.parametrize("body", [b"", b"{}", b'{"inputs": []}', b"[]", b'{"inputs": [null]}', b'{"inputs": [{}]}'])
def test_whatever_else_is_sent_is_refused_in_the_protocols_form(client: TestClient, body: bytes) -> None:
    for path in ("/v2/models/flights/infer", "/v1/models/flights:predict"):
        response = client.post(path, content=body)
        assert response.status_code in (400, 422)
        assert response.json().keys() == {"error"}


def test_nested_data_and_no_data_at_all_are_taken(client: TestClient) -> None:
    for shape, data in (([2, 1], [["to Oslo"], [""]]), ([0], [])):
        body = {"inputs": [{**TWO, "shape": shape, "data": data}], "outputs": [{"name": "tags"}]}
        [tags] = client.post("/v2/models/flights/versions/1/infer", json=body).json()["outputs"]
        assert tags["shape"] == [len(data), 2 if data else 0]


def send_binary(client: TestClient, data: bytes, size: int | None = None, length: str = "") -> Any:
    """A request as Triton's clients send it: the JSON, its length in a header, and the tensor's bytes behind it."""
    tensor = {"name": "text", "shape": [2], "datatype": "BYTES"}
    inputs = [{**tensor, "parameters": {"binary_data_size": len(data) if size is None else size}}]
    head = json.dumps({"inputs": inputs, "outputs": [{"name": "tokens", "parameters": {"binary_data": True}}]}).encode()
    headers = {"inference-header-content-length": length or str(len(head)), "content-type": "application/octet-stream"}
    return client.post("/v2/models/flights/infer", content=head + data, headers=headers)


def packed(*texts: bytes) -> bytes:
    return b"".join(len(text).to_bytes(4, "little") + text for text in texts)


def test_texts_may_stand_behind_the_json_as_bytes(client: TestClient) -> None:
    [tokens] = send_binary(client, packed("😀 Oslo".encode(), b"hello")).json()["outputs"]
    assert tokens["data"] == ["😀", "Oslo", "hello", ""]


@pytest.mark.parametrize(
    ("data", "options"),
    [
        (packed(b"to Oslo")[:-1], {}),
        (packed(b"to Oslo") + b"\x01", {}),
        (packed(b"a", b"\xff"), {}),
        (packed(b"a", b"b"), {"size": 99}),
        (packed(b"a", b"b"), {"size": -1}),
        (packed(b"a"), {}),
        (b"", {"length": "99999"}),
        (b"", {"length": "-5"}),
    ],
)
def test_bytes_that_are_no_texts_are_refused(client: TestClient, data: bytes, options: dict[str, Any]) -> None:
    response = send_binary(client, data, **options)
    assert response.status_code == 422
    assert response.json().keys() == {"error"}


def test_one_long_text_among_many_short_ones_does_not_swell_the_answer(client: TestClient) -> None:
    body = {"inputs": [{**TWO, "shape": [200], "data": ["hello " * 600, *["hello"] * 199]}]}
    response = client.post("/v2/models/flights/infer", json=body)
    assert response.status_code == 413
    assert "at most 100,000 allowed, got 120,000" in response.json()["error"]


def test_there_is_one_version(client: TestClient) -> None:
    response = client.get("/v2/models/flights/versions/2")
    assert response.status_code == 404
    assert "version 1" in response.json()["error"]


def test_version_one_answers_with_our_own_predictions(client: TestClient) -> None:
    body = {"instances": ["to Oslo", {"text": "hello"}]}
    found = client.post("/v1/models/flights/feedforward:predict", json=body).json()["predictions"]
    assert [each["text"] for each in found] == ["to Oslo", "hello"]
    assert found[0]["spans"][0]["label"] == "fromloc.city_name"
    assert client.get("/v1/models").json()["models"] == ["flights/bi-lstm", "flights/feedforward"]
    assert client.get("/v1/models/flights").json() == {"name": "flights/bi-lstm", "ready": True}
