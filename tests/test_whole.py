"""A file is written whole or not at all."""

from pathlib import Path

import pytest

from analysis.whole import written_whole


def test_the_new_file_takes_the_old_ones_place_and_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "new" / "table.csv"
    with written_whole(path) as part:
        part.write_text("one")
        assert not path.exists()
    path.chmod(0o640)
    with written_whole(path) as part:
        part.write_text("two")
        assert path.read_text() == "one"
    assert path.read_text() == "two"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(path.parent.iterdir()) == [path]


def test_what_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("one")

    def stop() -> None:
        with written_whole(path) as part:
            part.write_text("tw")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
    assert path.read_text() == "one"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_is_one_that_others_may_read(tmp_path: Path) -> None:
    with written_whole(tmp_path / "a") as part:
        pass
    (tmp_path / "b").touch()
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode
    assert not part.exists()
