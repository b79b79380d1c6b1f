"""A pretrained transformer of a few weights, as a folder: for tests of what is tuned from one."""

from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

PIECES = "[PAD] [CLS] [SEP] [UNK] we leave from reach to os ##lo lima new delhi ##o next friday may ##2 on".split()


def make_body(folder: Path) -> Path:
    """A body of two layers, and a tokenizer that loses capitals and cuts "Oslo" in two."""
    tokenizer = Tokenizer(models.WordPiece({piece: at for at, piece in enumerate(PIECES)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 2), ("[CLS]", 1))
    fast: Any = PreTrainedTokenizerFast  # which mypy takes for untyped
    fast(tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]").save_pretrained(folder)
    torch.manual_seed(0)
    config = BertConfig(vocab_size=len(PIECES), hidden_size=32, num_hidden_layers=2, num_attention_heads=2)
    config.intermediate_size, config.initializer_range = 32, 0.2
    BertModel(config).save_pretrained(folder)
    return folder
