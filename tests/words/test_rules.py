from __future__ import annotations

import pytest
from words_fixtures import words_of

from analysis.words import TokenRules, describe_rules


@pytest.mark.parametrize(
    ("option", "text", "expected"),
    [
        ({"hyphens": "split"}, "state-run media", ["state", "run", "media"]),
        ({"contractions": "split"}, "I can’t, we'll, it's", ["i", "ca", "n't", "we", "'ll", "it", "'s"]),
        ({"contractions": "split"}, "Korea's", ["korea"]),
        ({"contractions": "split", "possessives": "keep"}, "Korea's", ["korea", "'s"]),
        ({"possessives": "keep"}, "Korea’s", ["korea's"]),
        ({"numbers": False}, "in 2016 the 9th", ["in", "the", "9th"]),
        ({"fold": False}, "The the", ["The", "the"]),
        (
            {"phrases": ["climate change"]},
            "Climate  Change is climate\nchange",
            ["climate change", "is", "climate change"],
        ),
        ({"phrases": ["May Day"]}, "May Day may day", ["May Day", "may", "day"]),
        (
            {"phrases": ["New York", "New York Times"]},
            "New York Times, New York",
            ["New York Times", "New York"],
        ),
    ],
)
def test_each_rule_is_one_option(option: dict[str, object], text: str, expected: list[str]) -> None:
    assert words_of(text, **option) == expected
    described = describe_rules(**option)  # type: ignore[arg-type]
    assert set(described["rule"]) == set(TokenRules.__dataclass_fields__)
    default = describe_rules()
    assert not described.equals(default), "what a table was counted by must show"


@pytest.mark.parametrize("options", [{"hyphens": "maybe"}, {"n": 0}, {"phrases": "one string"}, {"unit": "stem"}])
def test_an_unknown_rule_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(options))):
        TokenRules(**options)  # type: ignore[arg-type]
