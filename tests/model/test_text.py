"""Tokens lie where they say, whatever is typed, and typed text is split as training data is."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.text import TextConfig, Token, join_tokens, tokenize, whitespace_tokens

CONFIGS = [
    TextConfig(),
    TextConfig("split", split_hyphens=True),
    TextConfig("apostrophe"),
    TextConfig("keep", split_hyphens=True),
]
# Pieces that meet the rules, mixed with anything at all, lone surrogates included.
TYPED = "Nov. p.m. 5:30pm $300 1,000.50 don't n’t U.S. - -- ... https://a.b/c a@b.co #tag @me :) 👩‍👩‍👧 🇫🇷 👍🏽".split()
CHARACTERS = ["e\u0301", "\x00", "\ud800", "\u200c", "\u200b", "\u200f", "\u2028", "\u00a0", " "]
PIECES = st.sampled_from(TYPED + CHARACTERS)
TEXTS = st.lists(PIECES | st.text(st.characters(), max_size=4), max_size=12).map("".join)


def words(text: str, config: TextConfig = TextConfig()) -> list[str]:
    return [token.text for token in tokenize(text, config)]


@given(TEXTS, st.sampled_from(CONFIGS))
def test_each_token_is_the_text_at_its_place_and_tokens_do_not_overlap(text: str, config: TextConfig) -> None:
    end = 0
    for token in tokenize(text, config):
        assert end <= token.start < token.end
        assert text[token.start : token.end] == token.text
        end = token.end


@given(TEXTS, st.sampled_from(CONFIGS))
def test_only_white_space_and_invisible_characters_are_left_out(text: str, config: TextConfig) -> None:
    covered = {place for token in tokenize(text, config) for place in range(token.start, token.end)}
    left_out = {text[place] for place in range(len(text)) if place not in covered}
    assert all(char.isspace() or unicodedata.category(char) in {"Cc", "Cf", "Cs"} for char in left_out)


@given(TEXTS, st.sampled_from(CONFIGS))
def test_no_token_holds_white_space_or_a_control_character(text: str, config: TextConfig) -> None:
    for token in tokenize(text, config):
        assert not any(char.isspace() or unicodedata.category(char) in {"Cc", "Cs"} for char in token.text)


@given(TEXTS, TEXTS)
def test_white_space_parts_texts_that_do_not_know_of_each_other(left: str, right: str) -> None:
    assert words(f"{left} {right}") == words(left) + words(right)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Leave on Nov. 2nd.", "Leave|on|Nov.|2nd|."),
        ("Dec.25 at noon", "Dec.|25|at|noon"),
        ("at 5:30pm.", "at|5:30|pm|."),
        ("at 5:30 p.m., please", "at|5:30|p.m.|,|please"),
        ("10a.m.", "10|a.m."),
        ("under $300, or €1,200.50", "under|$|300|,|or|€|1,200.50"),
        ("to São Paulo!", "to|São|Paulo|!"),
        ("Washington, D.C.", "Washington|,|D.C."),
        ("St. Louis (MO)", "St.|Louis|(|MO|)"),
        ("round-trip to Winston-Salem", "round-trip|to|Winston-Salem"),
        ("from 5-6pm", "from|5|-|6|pm"),
        ("Boston,MA", "Boston|,|MA"),
        ("on 11/2/2026", "on|11/2/2026"),
        ("wait...what?!", "wait|...|what|?|!"),
        ("mail me@x.org, see https://x.org/a?b=1.", "mail|me@x.org|,|see|https://x.org/a?b=1|."),
        ("@united #delayed :-(", "@united|#delayed|:-("),
    ],
)
def test_typed_text_is_split_as_a_reader_would(text: str, expected: str) -> None:
    assert words(text) == expected.split("|")


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        (TextConfig("keep"), "I'd|don't|can’t|O'Hare's"),
        (TextConfig("split"), "I|'d|do|n't|ca|n’t|O'Hare|'s"),
        (TextConfig("apostrophe"), "I|'d|don|'t|can|’t|O|'Hare|'s"),
    ],
)
def test_contractions_are_split_as_the_training_data_splits_them(config: TextConfig, expected: str) -> None:
    assert words("I'd don't can’t O'Hare's", config) == expected.split("|")


def test_hyphens_are_tokens_where_the_training_data_has_them_so() -> None:
    assert words("round-trip, non‑stop", TextConfig(split_hyphens=True)) == [
        "round",
        "-",
        "trip",
        ",",
        "non",
        "‑",
        "stop",
    ]


@pytest.mark.parametrize("cluster", ["😀", "👨‍👩‍👧‍👦", "👍🏽", "🇫🇷", "🏴‍☠️", "1️⃣", "❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "e\u0301", "한"])
def test_what_a_reader_sees_as_one_sign_is_one_token(cluster: str) -> None:
    assert words(f"to {cluster} !") == ["to", cluster, "!"]


@pytest.mark.parametrize("emoji", ["🇫🇷🇩🇪", "😀😀", "👍🏽👍"])
def test_emoji_in_a_row_come_apart(emoji: str) -> None:
    tokens = words(f"a{emoji}b")
    assert len(tokens) == 4
    assert "".join(tokens) == f"a{emoji}b"


def test_scripts_keep_their_words_whole() -> None:
    assert words("می‌خواهم به تهران بروم.") == ["می‌خواهم", "به", "تهران", "بروم", "."]
    assert words("טיסה לתל אביב, תודה") == ["טיסה", "לתל", "אביב", ",", "תודה"]
    assert words("cafe\u0301 n\u0303andu\u0301") == ["cafe\u0301", "n\u0303andu\u0301"]


def test_control_characters_and_lone_surrogates_part_words_as_blanks_do() -> None:
    assert words("a\x00b\ud800c\x1fd") == ["a", "b", "c", "d"]
    assert words("\x00\ud800 \u200b\u2060\ufeff") == []


@pytest.mark.parametrize(
    "unit",
    ["+", "a+", "a@", "1/", "1/1a/", ".", "a-", "'", "🇫", "www.!", "http://", "\u0301", "\u200d", "a.", "n't", ":)"],
)
def test_time_grows_with_the_length_and_not_with_its_square(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    started = time.process_time()
    tokenize(text + "a")
    # 0.3 s on a slow core; a rule that looks back over the whole text needs a minute.
    assert time.process_time() - started < 5


@given(st.lists(st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1), max_size=8))
def test_joined_words_are_found_again_by_their_white_space(parts: list[str]) -> None:
    text, tokens = join_tokens(parts)
    assert text == " ".join(parts)
    assert tokens == whitespace_tokens(text)
    assert [text[token.start : token.end] for token in tokens] == parts


def test_white_space_tokens_are_taken_as_they_are() -> None:
    assert whitespace_tokens("  i'd\tlike  p.m.,\n") == [
        Token("i'd", 2, 5),
        Token("like", 6, 10),
        Token("p.m.,", 12, 17),
    ]
