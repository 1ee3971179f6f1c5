"""A file is written whole or not at all: beside the old one, and in its place only when it is finished."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["written_whole"]


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Lend the path of a new file that takes the place of ``path`` at the end; where something fails, nothing is left.

    Missing folders are made. A file that was there hands down its permissions; a new one has those of any new file,
    which temporary files have not: only their owner may read them.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        yield part
        part.chmod(path.stat().st_mode & 0o777 if path.exists() else _of_a_new_file())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _of_a_new_file() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
