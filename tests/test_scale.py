"""Each text is worked on once, and what came of it is kept."""

import pytest

from analysis.scale import for_each_text

calls: list[str] = []


def shout(text: str) -> bytes:
    calls.append(text)
    return text.upper().encode()


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("VERBATIM_CACHE", str(tmp_path))
    calls.clear()


def work(texts, **options):
    return for_each_text(shout, texts, kind="shout", versions=options.pop("versions", ["1"]), **options)


def test_equal_texts_are_worked_on_once():
    assert work(["a", "b", "a"]) == [b"A", b"B", b"A"]
    assert calls == ["a", "b"]


def test_a_second_run_works_on_new_texts_only():
    work(["a", "b"])
    assert work(["b", "c"]) == [b"B", b"C"]
    assert calls == ["a", "b", "c"]


def test_a_new_version_works_anew():
    work(["a"])
    work(["a"], versions=["2"])
    assert calls == ["a", "a"]


def test_without_the_cache_nothing_is_taken_and_nothing_kept():
    work(["a"])
    work(["a", "b"], cache=False)
    work(["b"])
    assert calls == ["a", "a", "b", "b"]


def test_a_kept_value_that_is_no_good_is_made_again():
    work(["a"])
    work(["a"], is_whole=lambda value: False)
    assert calls == ["a", "a"]


def test_results_come_in_order_from_several_workers():
    texts = [str(i) for i in range(50)]
    assert for_each_text(_upper, texts, kind="upper", versions=[], workers=2) == [t.encode() for t in texts]


def test_the_progress_bar_counts_what_is_worked_on(capsys):
    work(["a", "b"], progress=True)
    assert "articles/s" in capsys.readouterr().err
    work(["c", "d"], progress=True, unit="part")
    assert "parts/s" in capsys.readouterr().err


def _upper(text: str) -> bytes:
    return text.upper().encode()
