"""Parts: a table as a folder of Parquet files, of which none is ever half there.

``quotes/part-00000012-<key>.parquet``: the number gives the order, the key says what the part was made of and by
what. A part is written under another name, and renamed when it is whole. pandas, DuckDB, Polars and Dask read such
a folder as one table; names that begin with ``_`` or ``.`` are not read by them.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

__all__ = [
    "find_parts",
    "is_whole",
    "join_parts",
    "lock",
    "read_parts",
    "read_problems",
    "remove_parts",
    "to_part",
    "write_part",
]

_NAME = re.compile(r"part-(\d{8})-([0-9a-f]{32})\.parquet")
_PROBLEMS = b"verbatim.problems"
_SPANS = pa.list_(pa.list_(pa.int64()))
_NESTED = {
    "spans": _SPANS,
    "cue_spans": _SPANS,
    "source_spans": _SPANS,
    "drivers": pa.list_(
        pa.struct([("start", pa.int64()), ("end", pa.int64()), ("text", pa.string()), ("weight", pa.float64())])
    ),
}
"""Columns of lists; what they hold cannot be told from a part without rows."""


def to_part(frame: pd.DataFrame) -> bytes:
    """Return a table as the bytes of a Parquet file; its types depend on the columns, not on their values."""
    fields = [(str(name), _type(str(name), frame[name])) for name in frame.columns]
    schema = pa.schema(fields)
    return _to_bytes(pa.Table.from_pandas(frame, schema=schema, preserve_index=False).replace_schema_metadata())


def _type(name: str, column: pd.Series[Any]) -> pa.DataType:
    if name in _NESTED:
        return _NESTED[name]
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return pa.timestamp("us", tz="UTC")
    if isinstance(column.dtype, pd.StringDtype | pd.CategoricalDtype) or column.dtype == object:
        return pa.string()
    return pa.from_numpy_dtype(column.dtype)


def join_parts(parts: Sequence[bytes], problems: Sequence[Mapping[str, str]]) -> bytes:
    """Return one part made of several, which remembers what went wrong while they were made."""
    table = pa.concat_tables([pq.read_table(io.BytesIO(part)) for part in parts])
    return _to_bytes(table.replace_schema_metadata({_PROBLEMS: json.dumps(list(problems)).encode()}))


def _to_bytes(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue()


def write_part(folder: Path, number: int, key: str, data: bytes) -> Path:
    """Write a part, whole or not at all.

    Raises:
        OSError: it cannot be written: the disk is full, say. Nothing half written is left.
    """
    path = folder / f"part-{number:08d}-{key}.parquet"
    half = folder / f".{path.name}.half"
    try:
        with half.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
        raise
    return path


def find_parts(folder: Path) -> dict[str, Path]:
    """Return the parts of a folder by their key, in the order of their numbers."""
    named = ((_NAME.fullmatch(path.name), path) for path in sorted(folder.glob("part-*.parquet")))
    return {match[2]: path for match, path in named if match}


def is_whole(path: Path) -> bool:
    """Tell whether a file is a Parquet file to its end; after a power cut, say, it may not be."""
    try:
        pq.read_metadata(path)
    except (OSError, pa.ArrowException):
        return False
    return True


def remove_parts(folder: Path, *, but: frozenset[str] | set[str] = frozenset()) -> None:
    """Remove the parts of earlier runs, and what a killed run left half written."""
    for key, path in find_parts(folder).items():
        if key not in but:
            path.unlink(missing_ok=True)
    for half in folder.glob(".part-*.half"):
        half.unlink(missing_ok=True)


def read_problems(folder: Path) -> list[dict[str, str]]:
    """Return what went wrong while the parts of a folder were made, in their order."""
    found: list[dict[str, str]] = []
    for path in find_parts(folder).values():
        metadata = pq.read_schema(path).metadata or {}
        found += json.loads(metadata.get(_PROBLEMS, b"[]"))
    return found


def read_parts(folder: str | os.PathLike[str]) -> pd.DataFrame:
    """Read a table that was written in parts, in the order of its articles; ``FOLDER/quotes``, say.

    For a table that does not fit into memory use DuckDB, Polars or Dask, or take a few columns with pandas.

    Raises:
        FileNotFoundError: there are no parts.
    """
    paths = list(find_parts(Path(folder)).values())
    if not paths:
        raise FileNotFoundError(f"{folder}: no part of a table is there")
    tables = [pq.read_table(path).replace_schema_metadata() for path in paths]
    frame: pd.DataFrame = pa.concat_tables(tables).to_pandas()
    return frame


@contextlib.contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Keep a second run out of a folder; the lock ends with the process, however that ends.

    Raises:
        ValueError: another run is at work there.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    with (folder / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ValueError(f"{folder}: another run is writing there; let it end, or name another folder") from error
        except OSError:  # a file system that knows no locks
            pass
        yield
