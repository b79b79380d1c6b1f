"""What the service counts and measures, for Prometheus. Each app has a registry of its own."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Metric, ProcessCollector, generate_latest
from prometheus_client.registry import Collector

from app.batching import BatchReport

SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)
SHARES = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75)
METHODS = {"GET", "HEAD", "POST", "OPTIONS"}  # others are counted as one, for callers may make up any


class Metrics:
    """Counters, histograms and gauges of one app."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        to = self.registry
        ProcessCollector(registry=to)
        who = Gauge(
            "slotscope_worker",
            "the process that all of this is about, one of several with --workers",
            ["pid"],
            registry=to,
        )
        who.labels(str(os.getpid())).set(1)
        self.requests = Counter("slotscope_requests", "requests answered", ["method", "route", "status"], registry=to)
        self.latency = Histogram(
            "slotscope_request_seconds", "from a request to its whole answer", ["route"], buckets=SECONDS, registry=to
        )
        self.refusals = Counter("slotscope_refusals", "requests answered with an error", ["reason"], registry=to)
        self.waits = Histogram("slotscope_queue_wait_seconds", "a sentence's wait", buckets=SECONDS, registry=to)
        self.sizes = Histogram("slotscope_batch_sentences", "sentences a batch", buckets=SIZES, registry=to)
        self.padding = Histogram(
            "slotscope_batch_padded_share", "padding among a batch's tokens", buckets=SHARES, registry=to
        )
        self.inference = Histogram("slotscope_inference_seconds", "time of a batch", buckets=SECONDS, registry=to)
        self.tokens = Counter("slotscope_tokens", "tokens tagged", registry=to)
        self.remembered = Counter("slotscope_remembered", "requests answered as before, without tagging", registry=to)
        self.failures = Counter("slotscope_failed_sentences", "sentences that could not be tagged", registry=to)

    def watch(self, name: str, meaning: str, value: Callable[[], float]) -> None:
        """Add a gauge whose value is asked for when metrics are read."""
        Gauge(f"slotscope_{name}", meaning, registry=self.registry).set_function(value)

    def batch(self, report: BatchReport) -> None:
        """Count a batch; called from the worker thread."""
        for wait_s in report.waits_s:
            self.waits.observe(wait_s)
        self.sizes.observe(report.size)
        self.inference.observe(report.run_s)
        self.tokens.inc(report.tokens)
        self.failures.inc(report.failed)
        if report.padded_tokens:
            self.padding.observe(1 - report.tokens / report.padded_tokens)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request that has been answered."""
        self.requests.labels(method if method in METHODS else "other", route, str(status)).inc()
        self.latency.labels(route).observe(seconds)

    def refused(self, reason: str) -> None:
        """Count a request that was answered with an error."""
        self.refusals.labels(reason).inc()

    def families(self) -> list[Metric]:
        """Everything, as values that can be sent."""
        return list(self.registry.collect())

    def page(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self.registry)


class Together(Collector):
    """The metrics of several apps, each sample with the name of its app as the label `replica`."""

    def __init__(self, apps: Mapping[str, Sequence[Metric]]) -> None:
        self._apps = apps

    def collect(self) -> Iterable[Metric]:
        """All samples, by the family they belong to."""
        families: dict[str, Metric] = {}
        for name, metrics in self._apps.items():
            for metric in metrics:
                family = families.setdefault(metric.name, Metric(metric.name, metric.documentation, metric.type))
                family.samples += [
                    sample._replace(labels={**sample.labels, "replica": name}) for sample in metric.samples
                ]
        return families.values()

    def page(self) -> bytes:
        """Everything in Prometheus' text format."""
        registry = CollectorRegistry()
        registry.register(self)
        return generate_latest(registry)
