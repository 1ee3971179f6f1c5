"""Any file, however broken, is rows or a problem: no crash, no hang.

A hundred mutated files in the tests; ``make fuzz`` sets VERBATIM_FUZZ and tries ten thousand.
"""

from __future__ import annotations

import faulthandler
import os
import tempfile
import time
import warnings
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from seeds import SEEDS

from analysis.articles import problems, read_articles

FILES = int(os.environ.get("VERBATIM_FUZZ", "108"))
SECONDS = 10
"""Of the processor that a file may take."""

HANGS = 60
"""Seconds of the clock, on a machine that does much else, after which the process is ended and says where it hung."""

ENDINGS = sorted(SEEDS)
PIECES = [
    b"",
    b"\0",
    b"\xff" * 4,
    b"\xff\xff\xff\x7f",
    b"\n",
    b'"',
    b"<",
    b"&a;",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"9" * 20,
]


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """Take a good file and cut, repeat, overwrite or turn some of its bytes; sometimes give it another ending."""
    seed = draw(st.sampled_from(ENDINGS))
    data = bytearray(SEEDS[seed])
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        length = draw(st.sampled_from([0, 1, 2, 4, 16, 100]))
        kind = draw(st.sampled_from(["turn", "put", "cut", "repeat", "end", "random"]))
        if kind == "turn" and data:
            data[at] ^= 1 << draw(st.integers(0, 7))
        elif kind == "put":
            data[at : at + length] = draw(st.sampled_from(PIECES))
        elif kind == "cut":
            del data[at : at + length]
        elif kind == "repeat":
            data[at:at] = data[at : at + length] * draw(st.sampled_from([1, 2, 50]))
        elif kind == "end":
            del data[at:]
        else:
            data[at : at + length] = draw(st.binary(max_size=24))
    other = draw(st.integers(0, 19)) == 0
    return draw(st.sampled_from(ENDINGS)) if other else seed, bytes(data)


@given(file=mutated())
@settings(
    max_examples=FILES,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_any_file_is_rows_or_a_problem(tmp_path: Path, file: tuple[str, bytes]) -> None:
    ending, data = file
    path = tmp_path / f"file{ending}"
    path.write_bytes(data)
    started = time.process_time()
    with Path(tempfile.gettempdir(), "verbatim-fuzz-hang.txt").open("w") as where, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        faulthandler.dump_traceback_later(HANGS, exit=True, file=where)
        try:
            articles = read_articles(path)
        finally:
            faulthandler.cancel_dump_traceback_later()
    assert time.process_time() - started < SECONDS
    told = problems(articles)
    assert len(articles) + len(told) > 0
    assert all(told["reason"].str.len() > 0)
    assert articles["article"].is_unique
    for text, spans in zip(articles["text"], articles["boilerplate"], strict=True):
        assert text.strip()
        assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_seeds_are_good_files(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"file{ending}"
    path.write_bytes(SEEDS[ending])
    assert problems(read_articles(path)).empty
