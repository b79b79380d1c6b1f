"""Others who tag: spaCy and a linear CRF, trained here on the same sentences; BERT and DistilBERT of random weights.

They come from the optional extra `bench`; a peer that is not installed is None. Trained peers are kept in a folder.
Everything runs in one thread.
"""

import importlib
import importlib.util
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch

from model.data import Sentence
from model.tags import tags_to_spans

EPOCHS = 10  # of spaCy
WORD_PIECES = 1.2  # a word, of English sentences
LONGEST = 160  # word pieces that are made up at most

Tag = Callable[[Sequence[str]], list[list[str]]]  # texts to tags, words parted by spaces


def installed(*packages: str) -> bool:
    """Whether all of the packages are there."""
    return all(importlib.util.find_spec(package) for package in packages)


def spacy_ner(train: Sequence[Sentence], folder: Path) -> Tag | None:
    """spaCy's CPU pipeline for names: tok2vec and NER, of spaCy's own default sizes."""
    if not installed("spacy"):
        return None
    spacy = importlib.import_module("spacy")
    if not folder.exists():
        _train_spacy(spacy, train).to_disk(folder)
    nlp = spacy.load(folder)

    def tag(texts: Sequence[str]) -> list[list[str]]:
        docs = nlp.pipe(texts, batch_size=256)
        return [[f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in doc] for doc in docs]

    return tag


def _train_spacy(spacy: Any, train: Sequence[Sentence]) -> Any:
    random.seed(0)
    nlp = spacy.blank("en")
    nlp.tokenizer = spacy.tokenizer.Tokenizer(nlp.vocab)  # splits at white space, as the data set does
    ner, examples = nlp.add_pipe("ner"), []
    for sentence in train:
        doc = spacy.tokens.Doc(nlp.vocab, list(sentence.words))
        gold = doc.copy()
        gold.ents = [spacy.tokens.Span(gold, s.start, s.end, s.label) for s in tags_to_spans(sentence.tags)]
        examples.append(spacy.training.Example(doc, gold))
        for span in gold.ents:
            ner.add_label(span.label_)
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(EPOCHS):
        random.shuffle(examples)
        for batch in spacy.util.minibatch(examples, spacy.util.compounding(32, 256, 1.001)):
            nlp.update(batch, sgd=optimizer, drop=0.1)
    return nlp


def linear_crf(train: Sequence[Sentence], file: Path) -> Tag | None:
    """CRFsuite with the usual features: the word, its ends and shape, and its neighbours."""
    if not installed("pycrfsuite"):
        return None
    pycrfsuite = importlib.import_module("pycrfsuite")
    if not file.exists():
        trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
        trainer.set_params({"c1": 0.1, "c2": 0.1, "max_iterations": 100, "feature.possible_transitions": True})
        for sentence in train:
            trainer.append(_features(sentence.words), list(sentence.tags))
        trainer.train(str(file))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(file))
    return lambda texts: [tagger.tag(_features(text.split())) for text in texts]


def _features(words: Sequence[str]) -> list[list[str]]:
    """As in the tutorial of sklearn-crfsuite, whose core this is,, without the parts of speech that nobody types."""
    plain = [
        (word.lower(), word[-3:], word[-2:], f"{word.isupper():d}{word.istitle():d}{word.isdigit():d}")
        for word in words
    ]
    rows = []
    for place, (lower, three, two, shape) in enumerate(plain):
        row = ["bias", f"w={lower}", f"3={three}", f"2={two}", f"s={shape}"]
        row += ["first"] if place == 0 else [f"-w={plain[place - 1][0]}", f"-s={plain[place - 1][3]}"]
        row += ["last"] if place == len(plain) - 1 else [f"+w={plain[place + 1][0]}", f"+s={plain[place + 1][3]}"]
        rows.append(row)
    return rows


def transformers(tags: int, folder: Path) -> dict[str, Callable[[str], object]]:
    """Token classifiers of random weights, which are as fast as trained ones; no word pieces are made, only counted."""
    if not installed("transformers", "onnxruntime", "onnx"):
        return {}
    library = importlib.import_module("transformers")
    sides: dict[str, Callable[[str], object]] = {}
    for name, kind in (("BERT-base", "Bert"), ("DistilBERT", "DistilBert")):
        config = getattr(library, f"{kind}Config")(num_labels=tags)
        file, small = folder / f"{kind}.onnx", folder / f"{kind}.int8.onnx"
        network = getattr(library, f"{kind}ForTokenClassification")(config).eval()
        sides[f"{name}, torch"] = _torch_side(network)
        if not small.exists():
            _export(network, file, small)
        sides[f"{name}, onnxruntime int8"] = _onnx_side(small)
    return sides


def _pieces(text: str) -> torch.Tensor:
    count = min(LONGEST, round(WORD_PIECES * len(text.split())) + 2)
    return torch.arange(1000, 1000 + count)[None]  # (1, pieces)


def _torch_side(network: Any) -> Callable[[str], object]:
    def run(text: str) -> object:
        pieces = _pieces(text)
        with torch.inference_mode():
            return network(pieces, attention_mask=torch.ones_like(pieces)).logits.argmax(dim=-1).tolist()

    return run


def _export(network: Any, file: Path, small: Path) -> None:
    pieces = _pieces("one two three")
    axes = {0: "sentences", 1: "pieces"}
    inputs, outputs = ["pieces", "mask"], ["scores"]
    torch.onnx.export(
        network,
        (pieces, torch.ones_like(pieces)),
        file,
        dynamo=False,
        input_names=inputs,
        output_names=outputs,
        dynamic_axes=dict.fromkeys([*inputs, *outputs], axes),
    )
    quantization = importlib.import_module("onnxruntime.quantization")
    quantization.quantize_dynamic(file, small, weight_type=quantization.QuantType.QInt8)
    file.unlink()


def _onnx_side(file: Path) -> Callable[[str], object]:
    runtime = importlib.import_module("onnxruntime")
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = runtime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])

    def run(text: str) -> object:
        pieces = _pieces(text).numpy()
        return session.run(None, {"pieces": pieces, "mask": pieces**0})[0].argmax(axis=-1).tolist()

    return run
