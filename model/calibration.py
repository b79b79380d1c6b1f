"""Whether a probability means what it says: the expected calibration error, and a temperature that mends it.

B sentences, T words of the longest, K tags.
"""

import math
from collections.abc import Iterable, Iterator, Sequence

import torch
from torch import Tensor

from model.batch import length_batches
from model.data import Sentence
from model.predict import MAX_PADDED_TOKENS, Predictor
from model.tagger import Tagger

BINS = 15
COOLEST, HOTTEST = 0.5, 4.0  # temperatures among which the best is sought
STEPS = 12  # of the search, each narrowing it to 0.62
GOLDEN = (math.sqrt(5) - 1) / 2
TINY = 1e-12


def calibration_error(said: Iterable[tuple[float, bool]]) -> float:
    """Expected calibration error (Naeini et al., 2015; Guo et al., 2017) of scores and whether each was right.

    Percent: over 15 bins of equal width, the distance between mean score and share of right, weighted by how many
    scores are in the bin. Without any score it is 0.
    """
    sums = [[0.0, 0.0] for _ in range(BINS)]  # of the scores, of those right
    count = 0
    for score, right in said:
        found = sums[min(int(score * BINS), BINS - 1)]
        found[0] += score
        found[1] += right
        count += 1
    return 100 * sum(abs(scores - right) for scores, right in sums) / count if count else 0.0


@torch.inference_mode()
def calibrate(predictor: Predictor, sentences: Sequence[Sentence]) -> None:
    """Give a tagger the temperature under which the right tags of sentences are likeliest (Guo et al., 2017).

    Found by golden-section search on its logarithm. It changes probabilities, and never which path is best.
    """
    tagger, batches = predictor.tagger, list(_emissions(predictor, sentences))
    low, high = math.log(COOLEST), math.log(HOTTEST)
    for _ in range(STEPS):
        left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
        if _surprise(tagger, batches, math.exp(left)) < _surprise(tagger, batches, math.exp(right)):
            high = right
        else:
            low = left
    tagger.temperature = round(math.exp((low + high) / 2), 3) if batches else 1.0


def _emissions(predictor: Predictor, sentences: Sequence[Sentence]) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """Scores (B, T, K), mask (B, T) and right tags (B, T); sentences with a tag unknown to the tagger left out."""
    known = [s for s in sentences if s.words and set(s.tags) <= predictor.vocab.tag_numbers.keys()]
    for group in length_batches([len(s.words) for s in known], MAX_PADDED_TOKENS):
        rows = [known[index] for index in group]
        batch = predictor.encoder.batch([s.words for s in rows]).to(predictor.device)
        tags = predictor.encoder.targets(rows).to(predictor.device).tags
        yield predictor.tagger(batch).emissions, batch.mask, tags


def _surprise(tagger: Tagger, batches: Sequence[tuple[Tensor, Tensor, Tensor]], temperature: float) -> float:
    """The negative log probability of the right tags at a temperature."""
    tagger.temperature = temperature
    total = 0.0
    for emissions, mask, tags in batches:
        right = tagger.probabilities(emissions, mask).gather(2, tags.where(mask, 0)[:, :, None])[:, :, 0]  # (B, T)
        total -= right.clamp_min(TINY).log()[mask].sum().item()
    return total
