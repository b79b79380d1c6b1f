"""Tests of model.transformer with bodies of a few weights: against the body called sentence by sentence, and loops."""

import math
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer

from model.batch import Encoder
from model.config import DataConfig, Recipe
from model.corpus import teacher_corpus
from model.data import Sentence
from model.errors import DataError
from model.evaluate import evaluate
from model.silver import label
from model.text import TextConfig
from model.transformer import Cutter, TransformerConfig, load_transformer, tag_loss, tune
from model.vocab import RESERVED, Vocab, shape_number
from tests.model.bodies import PIECES, make_body
from tests.model.helpers import toy_corpus

WORDS = [["We", "leave", "Oslo"], ["from", "New", "Delhi", "to", "lima", "on", "May2"], ["OSLO"]]


@pytest.fixture(scope="module")
def body(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_body(tmp_path_factory.mktemp("body"))


def make_config(body: Path, epochs: int = 1, rate: float = 2e-3) -> TransformerConfig:
    return TransformerConfig(body=str(body), epochs=epochs, batch_size=5, learning_rate=rate)


def cutter_of(body: Path) -> Cutter:
    return Cutter(Tokenizer.from_file(str(body / "tokenizer.json")))


def test_each_word_is_told_by_its_first_piece_and_its_shape(body: Path) -> None:
    pieces = cutter_of(body)(WORDS)
    firsts = [PIECES[number] for number in pieces.numbers.flatten()[pieces.firsts].tolist()]
    assert firsts == "we leave os from new delhi to lima on may os".split()
    shapes = pieces.shapes.flatten()[pieces.firsts].tolist()
    assert shapes == [shape_number(word) for words in WORDS for word in words]
    assert pieces.mask.sum(dim=1).tolist() == [2 + 4, 2 + 8, 2 + 2]
    assert pieces.numbers.shape[1] % 4 == 0


def test_probabilities_are_those_of_the_body_called_for_each_sentence_alone(body: Path) -> None:
    teacher = tune(make_config(body), "toys/teacher", TextConfig(), lambda epoch: toy_corpus())  # noqa: ARG005
    network, expected = teacher.network, []
    with torch.inference_mode():
        chance = torch.Generator().manual_seed(2)
        network.shapes.weight.normal_(generator=chance)
        network.tags.weight.normal_(std=0.3, generator=chance)
        found = teacher.decide(WORDS)
        for words in WORDS:
            ids, shapes, firsts = [1], [0], []
            for word in words:
                firsts.append(len(ids))
                cut = [number for number in cutter_of(body).tokenizer.encode(word).ids if number not in (1, 2)]
                ids += cut
                shapes += [shape_number(word)] * len(cut)
            read = network.pieces(torch.tensor([[*ids, 2]])) + network.shapes(torch.tensor([[*shapes, 0]]))
            with torch.autocast("cpu", torch.bfloat16):
                states = network.body(inputs_embeds=read).last_hidden_state[0].float()
            expected.append(network.tags(states[firsts]).softmax(dim=1))
    assert found.probabilities == pytest.approx(torch.cat(expected).numpy(), abs=0.02)
    assert found.probabilities.std(dim=0).max() > 0.1  # a wrong place would show
    assert found.path.tolist() == found.probabilities.argmax(dim=1).tolist()


def test_the_loss_is_of_all_tags_that_are_right() -> None:
    vocab = Vocab(RESERVED, RESERVED, ("O", "B-LOC", "I-LOC", "B-PER", "I-PER"), ())
    sentences = [Sentence(("a", "b"), ("B-LOC", "?LOC")), Sentence(("c",), ("?",)), Sentence(("d",), ("O",))]
    scores = torch.randn(4, 5, generator=torch.Generator().manual_seed(0))
    shares = scores.softmax(dim=1).tolist()
    right = [[1], [0, 1, 2], [0, 1, 2, 3, 4], [0]]
    costs = [-math.log(sum(row[tag] for tag in tags)) for row, tags in zip(shares, right, strict=True)]
    assert tag_loss(scores, Encoder(vocab).targets(sentences)).item() == pytest.approx(sum(costs) / 4)
    whole = [sentence for sentence in sentences if sentence.tags == ("O",)]
    assert tag_loss(scores[3:], Encoder(vocab).targets(whole)).item() == pytest.approx(costs[3])


def test_it_learns_the_corpus_and_what_only_capitals_tell(body: Path) -> None:
    by_case = [
        Sentence(("we", "reach", "May"), ("O", "O", "B-to.city")),
        Sentence(("we", "reach", "may"), ("O", "O", "O")),
    ]
    sentences = [*toy_corpus(), *by_case * 4]
    told: list[tuple[int, int]] = []
    teacher = tune(
        make_config(body, epochs=20),
        "toys/teacher",
        TextConfig(),
        lambda epoch: sentences,  # noqa: ARG005
        lambda step, steps, loss: told.append((step, steps)),  # noqa: ARG005
    )
    assert evaluate(teacher, sentences).strict_f1 == 100
    assert told == [(step, 20 * 6) for step in range(1, 20 * 6 + 1)]


def test_saved_and_loaded_it_teaches_the_same(body: Path, tmp_path: Path) -> None:
    teacher = tune(make_config(body), "toys/teacher", TextConfig(), lambda epoch: toy_corpus())  # noqa: ARG005
    teacher.save(tmp_path / "teacher")
    again = load_transformer(tmp_path / "teacher")
    assert (again.name, again.vocab, again.text) == (teacher.name, teacher.vocab, teacher.text)
    assert torch.equal(again.decide(WORDS).probabilities, teacher.decide(WORDS).probabilities)
    assert label([again], WORDS, 0.0) == label([teacher], WORDS, 0.0)


@pytest.mark.parametrize("name", ["teacher.json", "teacher.safetensors", "tokenizer.json", "config.json"])
def test_a_damaged_folder_is_told(body: Path, tmp_path: Path, name: str) -> None:
    teacher = tune(make_config(body), "toys/teacher", TextConfig(), lambda epoch: toy_corpus())  # noqa: ARG005
    teacher.save(tmp_path)
    (tmp_path / name).write_text("{}")
    with pytest.raises(DataError, match="no tuned transformer"):
        load_transformer(tmp_path)


def test_a_body_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no pretrained transformer"):
        tune(make_config(tmp_path), "toys/teacher", TextConfig(), lambda epoch: toy_corpus())  # noqa: ARG005


def test_a_teacher_reads_what_comes_whole_and_a_share_of_the_rest(tmp_path: Path) -> None:
    for name, words in (("news", "Oslo"), ("chat", "lima")):
        (tmp_path / name).mkdir()
        for split in ("train", "dev"):
            sentences = "".join(f"{words} B-LOC\n" + f"{number} O\n" * number + "\n" for number in range(10))
            (tmp_path / name / f"{split}.txt").write_text(sentences, encoding="utf-8")
    news, chat = str(tmp_path / "news"), str(tmp_path / "chat")
    pupil = Recipe(data=DataConfig(train=(news, chat), dev=news, whole=(news,), augment="cases"))
    corpus = teacher_corpus(TransformerConfig(share=0.5, longest=6), pupil, tmp_path)
    first = corpus.epoch(0)
    assert [sentence.words[0] for sentence in first[:6]] == ["Oslo"] * 6  # those of at most six words
    varied = replace(pupil, data=replace(pupil.data, whole=()))
    everything = teacher_corpus(TransformerConfig(share=1.0), varied, tmp_path).epoch(0)
    drawn = teacher_corpus(TransformerConfig(share=0.5), varied, tmp_path).epoch(0)
    assert len(drawn) == round(len(everything) / 2)
    assert {sentence.words for sentence in drawn} <= {sentence.words for sentence in everything}
