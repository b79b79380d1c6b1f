"""Tests of model.live: sentences in brackets, and a training that learns, repeats, and clips as it says."""

from dataclasses import replace
from typing import Any

import pytest
import torch

from model.config import ARCHITECTURES, Architecture
from model.data import Sentence
from model.live import LessonError, LiveConfig, LiveRun, read_lines, toy_sentences

PROBE = "I would like to arrive Taipei on November 2nd"


def make_config(**changes: Any) -> LiveConfig:
    return replace(LiveConfig(tuple(toy_sentences(16, seed=1)), PROBE), **changes)


def after(config: LiveConfig, steps: int) -> LiveRun:
    run = LiveRun(config)
    for _ in range(steps):
        run.advance()
    return run


def tags(run: LiveRun) -> list[str]:
    return [token.tag for token in run.look().tokens]


def test_brackets_are_slots_and_the_rest_is_not() -> None:
    [found] = read_lines(["leave [from: New Delhi] on[day:Monday ]."])
    words = ("leave", "New", "Delhi", "on", "Monday", ".")
    assert found == Sentence(words, ("O", "B-from", "I-from", "O", "B-day", "O"))


@pytest.mark.parametrize(
    "line", ["leave [from Taipei", "leave [from: ]", "a ] b", "[from: [to: Lima]]", " ", "[: Lima]", "[a b: Lima]"]
)
def test_what_cannot_be_read_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(LessonError, match="line 2"):
        read_lines(["go", line])


def test_toy_sentences_can_be_read_back_and_follow_from_the_seed() -> None:
    sentences = read_lines(toy_sentences(40, seed=3))
    assert {tag.partition("-")[2] for each in sentences for tag in each.tags} == {"", "from", "to", "day"}
    assert toy_sentences(40, seed=3) == toy_sentences(40, seed=3) != toy_sentences(40, seed=4)


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_every_network_learns(architecture: Architecture) -> None:
    run = LiveRun(make_config(architecture=architecture))
    losses = [run.advance().loss for _ in range(60)]
    assert losses[-1] < 0.8 * losses[0]


def test_a_recurrent_network_learns_what_the_verb_says_and_one_without_memory_cannot() -> None:
    assert tags(after(make_config(), 200)) == ["O"] * 5 + ["B-to", "O", "B-day", "I-day"]
    leaving = make_config(probe=PROBE.replace("arrive", "leave"))
    assert tags(after(leaving, 200))[5] == "B-from"
    blind = [tags(after(replace(each, architecture="feedforward"), 200))[5] for each in (make_config(), leaving)]
    assert blind[0] == blind[1]


def test_the_same_configuration_gives_the_same_run_and_another_seed_another() -> None:
    first, again, other = (after(make_config(seed=seed), 5).advance() for seed in (1, 1, 2))
    assert first == again != other


def test_the_norm_is_that_of_the_whole_gradient_and_a_step_follows_it() -> None:
    run = LiveRun(make_config(learning_rate=0.5))
    before = [weights.detach().clone() for weights in run.tagger.parameters()]
    report = run.advance()
    moved = torch.cat([(a - b).flatten() for a, b in zip(run.tagger.parameters(), before, strict=True)])
    assert moved.norm().item() == pytest.approx(0.5 * report.norm, rel=1e-4)
    assert not report.clipped


def test_a_clipped_step_is_as_long_as_rate_times_clip() -> None:
    run = LiveRun(make_config(learning_rate=0.5, clip_norm=0.1))
    before = [weights.detach().clone() for weights in run.tagger.parameters()]
    report = run.advance()
    moved = torch.cat([(a - b).flatten() for a, b in zip(run.tagger.parameters(), before, strict=True)])
    assert report.clipped
    assert report.norm > 0.1
    assert moved.norm().item() == pytest.approx(0.5 * 0.1, rel=1e-3)


def test_with_large_steps_the_clipped_run_learns_what_the_unclipped_one_does_not() -> None:
    losses = {}
    for clip in (0.0, 1.0):
        run = LiveRun(make_config(learning_rate=1.0, clip_norm=clip))
        losses[clip] = [run.advance().loss for _ in range(200)]
    assert max(losses[0.0][20:]) > 1 > 0.1 > losses[1.0][-1]


def test_a_probe_may_hold_words_never_seen() -> None:
    assert len(tags(after(make_config(probe="zum Beispiel 😀"), 2))) == 3
