"""The tagger written as an ONNX graph, in ONNX's own text form. Knows no weights: they are named, not given.

B sentences, T words of the longest, U different words, W characters, K tags, S states of the CRF, H units; the numbers
that go in are those of `model.batch`. Recurrences over words, which are loops in `model.crf`, are `Scan`s here, time
first.
"""

from model.config import ModelConfig

OPERATORS = {"elman": "RNN", "gru": "GRU", "lstm": "LSTM"}

HEAD = """<ir_version: 8, opset_import: ["" : 17]>
slotscope (int64[B,T] words, int64[B,T] shapes, int64[B,T] forms, int64[U,W] chars, int64[B] lengths)
  => ({outputs}) {{
  long = Shape<start=1, end=2>(words)
  length = Squeeze(long)
  places = Range(zero, length, one)
  lengths_column = Unsqueeze(lengths, axis1)
  places_row = Unsqueeze(places, axis0)
  inside = Less(places_row, lengths_column)
  mask = Unsqueeze(inside, axis2)
  mask_float = Cast<to=1>(mask)
"""
WORDS = """
  word_codes = Gather(words_codes, words)
  word_floats = Cast<to=1>(word_codes)
  word_scales = Gather(words_scales, words)
  vectors = Mul(word_floats, word_scales)
"""
CHARS = """
  embedded = Gather(chars_embed, chars)
  letters_last = Transpose<perm=[0, 2, 1]>(embedded)
  wide = Conv<pads=[{pad}, {pad}]>(letters_last, chars_weight, chars_bias)
  width = Shape<start=1, end=2>(chars)
  convolved = Slice(wide, axis0, width, axis2)
  blank = Equal(chars, zero)
  blank_letters = Unsqueeze(blank, axis1)
  letters = Where(blank_letters, minus_infinity, convolved)
  peaks = ReduceMax<axes=[2], keepdims=0>(letters)
  no_letters = IsInf(peaks)
  spelt = Where(no_letters, nought, peaks)
  spellings = Gather(spelt, forms)
"""
SHAPES = """
  looks = Gather(shapes_weight, shapes)
"""
FEEDFORWARD = """
  hidden = MatMul(features, layer_weight)
  shifted = Add(hidden, layer_bias)
  encoded = Tanh(shifted)
"""
RECURRENT = """
  by_time = Transpose<perm=[1, 0, 2]>(features)
  lengths32 = Cast<to=6>(lengths)
  read = {operator}<hidden_size={hidden}, direction="{direction}"{extra}>(by_time, cell_w, cell_r, cell_b, lengths32)
  by_sentence = Transpose<perm=[2, 0, 1, 3]>(read)
  encoded = Reshape(by_sentence, joined)
"""
EMIT = """
  states = Mul(encoded, mask_float)
  scored = MatMul(states, emit_weight)
  emissions = Add(scored, emit_bias)
  cooled = Div(emissions, temperature)
"""
INTENT = """
  summed = ReduceSum<keepdims=0>(states, axis1)
  count = Cast<to=1>(lengths_column)
  mean = Div(summed, count)
  shown = Where(mask, states, minus_infinity)
  peak = ReduceMax<axes=[1], keepdims=0>(shown)
  pooled = Concat<axis=1>(mean, peak)
  asked = Gemm(pooled, intent_weight, intent_bias)
  intents = Softmax<axis=1>(asked)
"""
GREEDY = """
  hot = Transpose<perm=[1, 0, 2]>(emissions)
  no_tags = Mul(lengths, zero)
  start_row = Add(no_tags, tag_count)
  last_tag, path_by_time = Scan<num_scan_inputs=1,
    body = step (int64[B] tag_before, float[B,K] emission) => (int64[B] tag_next, int64[B] tag_out) {
      allowed = Gather(legal, tag_before)
      legal_scores = Where(allowed, emission, minus_infinity)
      tag_next = ArgMax<axis=1, keepdims=0>(legal_scores)
      tag_out = Identity(tag_next)
    }>(start_row, hot)
  path = Transpose<perm=[1, 0]>(path_by_time)
  shares = Softmax<axis=2>(cooled)
  marginals = Mul(shares, mask_float)
"""
# The forward-backward algorithm and Viterbi's, as `CRF.marginals` and `CRF.viterbi` have them.
CRF = """
  hot = Transpose<perm=[1, 0, 2]>(emissions)
  cool = Transpose<perm=[1, 0, 2]>(cooled)
  here = Transpose<perm=[1, 0, 2]>(mask)
  begin = Equal(places, zero)
  begins = Unsqueeze(begin, axes12)
  highest = ReduceMax<axes=[0], keepdims=0>(hot)
  blank_scores = Mul(highest, nought)
  last_alpha, alphas = Scan<num_scan_inputs=3,
    body = ahead (float[B,S] alpha, float[B,S] a_emission, bool[B,1] a_here, bool[1,1] a_begins)
      => (float[B,S] alpha_next, float[B,S] alpha_out) {
      a_top = ReduceMax<axes=[1], keepdims=1>(alpha)
      a_less = Sub(alpha, a_top)
      a_exp = Exp(a_less)
      a_mixed = MatMul(a_exp, cool_weights)
      a_safe = Max(a_mixed, tiny)
      a_log = Log(a_safe)
      a_moved = Add(a_log, a_top)
      a_reached = Where(a_begins, cool_start, a_moved)
      a_scored = Add(a_reached, a_emission)
      alpha_next = Where(a_here, a_scored, alpha)
      alpha_out = Identity(alpha_next)
    }>(blank_scores, cool, here, begins)
  ends = Add(blank_scores, cool_end)
  first_beta, betas = Scan<num_scan_inputs=2, scan_input_directions=[1, 1], scan_output_directions=[1],
    body = back (float[B,S] beta, float[B,S] b_emission, bool[B,1] b_here)
      => (float[B,S] beta_next, float[B,S] beta_out) {
      beta_out = Identity(beta)
      b_given = Add(beta, b_emission)
      b_top = ReduceMax<axes=[1], keepdims=1>(b_given)
      b_less = Sub(b_given, b_top)
      b_exp = Exp(b_less)
      b_mixed = MatMul(b_exp, cool_weights_turned)
      b_safe = Max(b_mixed, tiny)
      b_log = Log(b_safe)
      b_moved = Add(b_log, b_top)
      beta_next = Where(b_here, b_moved, beta)
    }>(ends, cool, here)
  both = Add(alphas, betas)
  shares = Softmax<axis=2>(both)
  shares_by_sentence = Transpose<perm=[1, 0, 2]>(shares)
  state_marginals = Mul(shares_by_sentence, mask_float)
  last_best, bests = Scan<num_scan_inputs=3,
    body = climb (float[B,S] best, float[B,S] v_emission, bool[B,1] v_here, bool[1,1] v_begins)
      => (float[B,S] best_next, float[B,S] best_out) {
      v_from = Unsqueeze(best, axis1)
      v_sums = Add(v_from, moves_to)
      v_moved = ReduceMax<axes=[2], keepdims=0>(v_sums)
      v_reached = Where(v_begins, start, v_moved)
      v_scored = Add(v_reached, v_emission)
      best_next = Where(v_here, v_scored, best)
      best_out = Identity(best_next)
    }>(blank_scores, hot, here, begins)
  closed = Add(last_best, end)
  last_tag = ArgMax<axis=1, keepdims=0>(closed)
  first_best = Slice(bests, axis0, axis1, axis0)
  all_but_last = Slice(bests, axis0, minus1, axis0)
  bests_before = Concat<axis=0>(first_best, all_but_last)
  first_tag, path_by_time = Scan<num_scan_inputs=2, scan_input_directions=[1, 1], scan_output_directions=[1],
    body = trace (int64[B] tag, float[B,S] p_best, bool[B,1] p_here) => (int64[B] tag_next, int64[B] tag_out) {
      tag_out = Identity(tag)
      p_row = Gather(moves_to, tag)
      p_sums = Add(p_best, p_row)
      p_came = ArgMax<axis=1, keepdims=0>(p_sums)
      p_inside = Squeeze(p_here, axis1)
      tag_next = Where(p_inside, p_came, tag)
    }>(last_tag, bests_before, here)
  state_path = Transpose<perm=[1, 0]>(path_by_time)
"""
TAGS = {
    "BIO": """
  path = Identity(state_path)
  marginals = Identity(state_marginals)
""",
    "IOBES": """
  path = Gather(tag_of, state_path)
  marginals = MatMul(state_marginals, folding)
""",
}


def graph(config: ModelConfig, intents: bool) -> str:
    """The graph of one configuration, with an intent head or without."""
    outputs = ["float[B,T,S] emissions", "float[B,T,K] marginals", "int64[B,T] path"]
    outputs += ["float[B,I] intents"] if intents else []
    parts = ["vectors", *(["spellings"] if config.char_size else []), *(["looks"] if config.shape_size else [])]
    pieces = [
        HEAD.format(outputs=", ".join(outputs)),
        WORDS,
        CHARS.format(pad=config.char_width // 2) if config.char_size else "",
        SHAPES if config.shape_size else "",
        f"  features = Concat<axis=2>({', '.join(parts)})\n",
        _encoder(config),
        EMIT,
        INTENT if intents else "",
        CRF + TAGS[config.scheme] if config.crf else GREEDY,
        "}",
    ]
    return "".join(pieces)


def _encoder(config: ModelConfig) -> str:
    if config.architecture == "feedforward":
        return FEEDFORWARD
    operator = OPERATORS[config.architecture.removeprefix("bi-")]
    direction = "bidirectional" if config.bidirectional else "forward"
    extra = ", linear_before_reset=1" if operator == "GRU" else ""  # as torch has it
    return RECURRENT.format(operator=operator, hidden=config.hidden_size, direction=direction, extra=extra)
