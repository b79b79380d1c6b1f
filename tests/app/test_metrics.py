"""Counting, checked on the numbers that come out."""

import os

import pytest
from prometheus_client.parser import text_string_to_metric_families

from app.batching import BatchReport
from app.metrics import Metrics, Together


def value(metrics: Metrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(f"slotscope_{name}", labels)


def test_a_batch_is_counted_once_and_its_sentences_each() -> None:
    metrics = Metrics()
    metrics.batch(BatchReport(2, 8, 10, (0.25, 0.75), 0.5, 1))
    assert value(metrics, "queue_wait_seconds_sum") == 1.0
    assert value(metrics, "queue_wait_seconds_count") == 2.0
    assert value(metrics, "batch_sentences_sum") == 2.0
    assert value(metrics, "batch_padded_share_sum") == pytest.approx(0.2)
    assert value(metrics, "inference_seconds_sum") == 0.5
    assert (value(metrics, "tokens_total"), value(metrics, "failed_sentences_total")) == (8.0, 1.0)


def test_a_batch_without_tokens_has_no_padding_to_speak_of() -> None:
    metrics = Metrics()
    metrics.batch(BatchReport(1, 0, 0, (0.0,), 0.1, 0))
    assert value(metrics, "batch_padded_share_count") == 0.0


def test_methods_that_callers_make_up_are_counted_as_one() -> None:
    metrics = Metrics()
    for method in ("POST", "BREW", "WHEN"):
        metrics.request(method, "/api/tag", 200, 0.1)
    assert value(metrics, "requests_total", method="POST", route="/api/tag", status="200") == 1.0
    assert value(metrics, "requests_total", method="other", route="/api/tag", status="200") == 2.0


def test_each_app_counts_for_itself() -> None:
    one, other = Metrics(), Metrics()
    one.refused("empty")
    assert (value(one, "refusals_total", reason="empty"), value(other, "refusals_total", reason="empty")) == (1.0, None)


def test_a_page_says_which_process_it_is_about() -> None:
    assert value(Metrics(), "worker", pid=str(os.getpid())) == 1.0


def test_a_gauge_is_asked_when_it_is_read() -> None:
    metrics, now = Metrics(), [1.0]
    metrics.watch("queue_sentences", "waiting", lambda: now[0])
    now[0] = 7.0
    assert b"slotscope_queue_sentences 7.0" in metrics.page()


def test_several_apps_are_told_as_one_page_in_which_each_has_its_name() -> None:
    one, other = Metrics(), Metrics()
    one.request("POST", "/api/tag", 200, 0.1)
    for metrics in (one, other, other):
        metrics.refused("empty")
    page = Together({"a": one.families(), "b": other.families()}).page().decode()
    samples = [sample for family in text_string_to_metric_families(page) for sample in family.samples]
    told = {s.labels["replica"]: s.value for s in samples if s.name == "slotscope_refusals_total"}
    assert told == {"a": 1.0, "b": 2.0}
    assert [s.labels["replica"] for s in samples if s.name == "slotscope_requests_total"] == ["a"]
    assert page.count("# TYPE slotscope_refusals_total ") == 1
