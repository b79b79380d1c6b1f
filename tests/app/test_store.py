"""Models of a folder: names, defaults, loading once, making room, damage."""

import asyncio
import shutil
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import pytest

from app.problems import BrokenModel, UnknownModel
from app.store import ModelStore
from model.errors import CheckpointError
from tests.app.doubles import RuleTagger, make_store
from tests.model.helpers import save_model

Value = TypeVar("Value")
NAMES = ("flights/bi-lstm", "flights/gru", "entities/gru")


def run(work: Coroutine[Any, Any, Value]) -> Value:
    return asyncio.run(work)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save_model(tmp_path, "gru", dev_f1=90)
    save_model(tmp_path, "bi-lstm", dev_f1=95)
    save_model(tmp_path, "elman", task="others")
    return tmp_path


def test_a_folder_gives_cards_and_the_best_of_each_task(folder: Path) -> None:
    store = ModelStore.from_folders([folder], 8)
    assert sorted(store.cards) == ["others/elman", "toys/bi-lstm", "toys/gru"]
    assert store.defaults == {"others": "others/elman", "toys": "toys/bi-lstm"}
    assert store.loaded == []


def test_a_model_is_loaded_when_first_asked_for_and_tags(folder: Path) -> None:
    store = ModelStore.from_folders([folder], 8)
    tagger = run(store.get("toys"))
    assert store.loaded == ["toys/bi-lstm"]
    [prediction] = tagger.predict([tagger.read("we leave from Oslo")])
    assert (prediction.model, len(prediction.tokens)) == ("toys/bi-lstm", 4)


def test_a_folder_without_models_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="holds no model"):
        ModelStore.from_folders([tmp_path], 8)


def test_a_damaged_card_leaves_the_other_models_alone(folder: Path) -> None:
    (folder / "toys" / "bi-lstm" / "vocab.json").write_text("{")
    store = ModelStore.from_folders([folder], 8)
    assert sorted(store.cards) == ["others/elman", "toys/gru"]
    assert store.defaults["toys"] == "toys/gru"


def test_weights_truncated_while_serving_harm_only_their_model_and_only_until_they_are_back(folder: Path) -> None:
    async def main() -> None:
        store = ModelStore.from_folders([folder], 8)
        loaded = await store.get("toys/bi-lstm")
        for name in ("gru", "bi-lstm"):
            weights = folder / "toys" / name / "model.safetensors"
            weights.write_bytes(weights.read_bytes()[:100])
        with pytest.raises(BrokenModel, match=r"^the model toys/gru cannot be loaded at present$"):
            await store.get("toys/gru")
        assert await store.get("toys/bi-lstm") is loaded
        save_model(folder, "gru")
        assert (await store.get("toys/gru")).name == "toys/gru"

    run(main())


@pytest.mark.parametrize("name", ["trains", "flights/x", "", "../flights/gru", "flights/gru/", "FLIGHTS"])
def test_an_unknown_name_is_refused_with_the_known(name: str) -> None:
    store = make_store({name: RuleTagger(name) for name in NAMES})
    with pytest.raises(UnknownModel, match="known are flights, entities, flights/bi-lstm"):
        store.resolve(name)


@pytest.mark.parametrize("most", [1, 2, 3, 4])
def test_the_longest_unused_model_makes_room(most: int) -> None:
    async def main() -> None:
        store = make_store({name: RuleTagger(name) for name in NAMES}, most)
        for name in ("flights/bi-lstm", "flights/gru", "flights/bi-lstm", "entities/gru"):
            await store.get(name)
        assert store.loaded == ["flights/gru", "flights/bi-lstm", "entities/gru"][-most:]

    run(main())


def test_many_who_ask_at_once_load_a_model_once_and_one_who_leaves_stops_nobody() -> None:
    async def main() -> None:
        gate, loads = threading.Event(), list[str]()

        def load(name: str) -> RuleTagger:
            loads.append(name)
            gate.wait(60)
            return RuleTagger(name)

        store = make_store({name: RuleTagger(name) for name in NAMES}, load=load)
        asking = [asyncio.create_task(store.get("flights")) for _ in range(5)]
        await asyncio.sleep(0.01)
        asking[0].cancel()
        gate.set()
        first, *others = await asyncio.gather(*asking, return_exceptions=True)
        assert isinstance(first, asyncio.CancelledError)
        assert len(set(map(id, others))) == len(loads) == 1
        await store.close()

    run(main())


def test_folders_are_served_together_and_the_later_one_counts(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    save_model(own, "gru", dev_f1=99)
    save_model(own, "elman", task="pizza")
    store = ModelStore.from_folders([folder, own], 8)
    assert set(store.cards) == {"others/elman", "toys/bi-lstm", "toys/gru", "pizza/elman"}
    assert store.defaults == {"others": "others/elman", "toys": "toys/gru", "pizza": "pizza/elman"}


def test_a_model_may_stand_as_its_task_alone_and_is_called_by_where_it_stands(folder: Path) -> None:
    save_model(folder, "gru", task="x").rename(folder / "pizza")
    store = ModelStore.from_folders([folder], 8)
    tagger = run(store.get("pizza"))
    assert (tagger.name, store.cards["pizza/gru"].name) == ("pizza/gru", "pizza/gru")


def test_a_reload_brings_what_came_changed_and_went_and_says_what_is_damaged(folder: Path) -> None:
    async def main() -> None:
        store = ModelStore.from_folders([folder], 8)
        before = [await store.get(name) for name in ("toys/gru", "toys/bi-lstm")]
        save_model(folder, "elman", task="pizza")
        save_model(folder, "gru", dev_f1=91)
        weights = save_model(folder, "lstm", task="pizza") / "model.safetensors"
        weights.write_bytes(weights.read_bytes()[:-10])
        shutil.rmtree(folder / "others")
        changes, same = await asyncio.gather(store.reload(), store.reload())
        assert changes is same
        assert store.generation == 1
        assert (changes.added, changes.changed, changes.removed) == (("pizza/elman",), ("toys/gru",), ("others/elman",))
        assert "pizza/lstm: the weights cannot be read" in changes.refused["pizza/lstm"]
        assert str(folder) not in str(changes.refused)
        with pytest.raises(BrokenModel, match="the model pizza/lstm is refused: pizza/lstm: the weights"):
            await store.get("pizza/lstm")
        assert "pizza/elman" in store.loaded  # a task's default is there at once
        after = [await store.get(name) for name in ("toys/gru", "toys/bi-lstm")]
        assert [new is old for new, old in zip(after, before, strict=True)] == [False, True]
        with pytest.raises(UnknownModel):
            await store.get("others")

    run(main())


def test_a_default_whose_weights_do_not_fit_gives_way_to_the_next_best(folder: Path) -> None:
    async def main() -> None:
        store = ModelStore.from_folders([folder], 8)
        best = save_model(folder, "lstm", dev_f1=99)
        shutil.copy(folder / "toys" / "gru" / "model.safetensors", best / "model.safetensors")
        changes = await store.reload()
        assert (store.defaults["toys"], list(changes.refused)) == ("toys/bi-lstm", ["toys/lstm"])
        assert changes.added == ()

    run(main())
