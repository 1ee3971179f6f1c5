"""What has been computed once: a small store on disk, shared by every run and every process of a user.

An entry is a value of bytes under a *kind* (what was computed, such as ``"reading"``) and a key that is the
SHA-256 of everything the value depends on: the text, the versions of the models, the options. So an entry
is never stale, it is only no longer asked for. The store is one SQLite file in write-ahead mode, which lets
several processes read and write it at once. Frames are kept as Arrow IPC streams, which are data and hold
no code.

The store is a convenience and never a condition: where it cannot be opened, read or written, one warning
says so and the caller computes anew. Each value carries a checksum; one that does not match is as good as
missing.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import warnings
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd
import platformdirs
import pyarrow as pa

__all__ = [
    "CacheWarning",
    "cache_key",
    "cache_path",
    "clear",
    "from_bytes",
    "get_many",
    "info",
    "put_many",
    "to_bytes",
]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (
    kind TEXT NOT NULL, key TEXT NOT NULL, checksum INTEGER NOT NULL, value BLOB NOT NULL,
    PRIMARY KEY (kind, key)
)
"""
_BUSY_SECONDS = 30.0  # how long one process waits for another to finish writing
_KEYS_PER_QUERY = 500  # SQLite limits the variables of one statement
_BYTES_PER_WRITE = 32 << 20  # one transaction holds the lock for a moment only
_FAILURES = (sqlite3.Error, OSError, OverflowError)


class CacheWarning(UserWarning):
    """The store cannot be used; the run goes on without it."""


def cache_path() -> Path:
    """Return the file of the store: in ``$VERBATIM_CACHE``, else in the user's cache folder."""
    folder = os.environ.get("VERBATIM_CACHE") or platformdirs.user_cache_dir("verbatim", appauthor=False)
    return Path(folder).expanduser() / "cache.sqlite"


def cache_key(*parts: str | bytes) -> str:
    """Return the key of a value: the SHA-256 of all it depends on, as 64 hexadecimal digits.

    Args:
        parts: the text itself, versions, options; their order counts, and ``("ab", "c")`` differs from
            ``("a", "bc")``. Text may hold anything, lone surrogates included.
    """
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(b"%c%d:" % (b"s" if isinstance(part, str) else b"b", len(raw)))
        digest.update(raw)
    return digest.hexdigest()


def get_many(kind: str, keys: Sequence[str]) -> dict[str, bytes]:
    """Look values up.

    Args:
        kind: what was computed.
        keys: keys of :func:`cache_key`; repeated ones are looked up once.

    Returns:
        The values found, by key, in the order of ``keys``; a missing or damaged one is left out. Empty,
        after a :class:`CacheWarning`, where the store cannot be read.
    """
    wanted = list(dict.fromkeys(keys))
    found: dict[str, bytes] = {}
    if not wanted or not cache_path().exists():
        return found
    try:
        with _open() as store:
            for i in range(0, len(wanted), _KEYS_PER_QUERY):
                some = wanted[i : i + _KEYS_PER_QUERY]
                marks = ",".join("?" * len(some))
                rows = store.execute(
                    f"SELECT key, checksum, value FROM entries WHERE kind = ? AND key IN ({marks})",
                    [kind, *some],
                )
                found.update((key, value) for key, checksum, value in rows if _is_whole(value, checksum))
    except _FAILURES as error:
        _warn("read", error)
    return {key: found[key] for key in wanted if key in found}


def put_many(kind: str, values: Mapping[str, bytes]) -> bool:
    """Keep values; those already there under the same kind and key are replaced.

    Args:
        kind: what was computed.
        values: the values by key.

    Returns:
        Whether they were kept; False, after a :class:`CacheWarning`, where the store cannot be written.
    """
    if not values:
        return True
    try:
        with _open() as store:
            for some in _batches(values):
                with store:  # a transaction: all of them or none
                    store.executemany(
                        "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)",
                        [(kind, key, zlib.crc32(value), value) for key, value in some],
                    )
    except _FAILURES as error:
        _warn("written", error)
        return False
    return True


def info() -> pd.DataFrame:
    """Return what the store holds: a row per kind with its ``entries`` and their ``bytes``.

    The path of the store is in ``attrs["path"]``. No rows where there is no store or it cannot be read.
    """
    rows: list[tuple[str, int, int]] = []
    if cache_path().exists():
        try:
            with _open() as store:
                rows = store.execute(
                    "SELECT kind, count(*), sum(length(value)) FROM entries GROUP BY kind ORDER BY kind"
                ).fetchall()
        except _FAILURES as error:
            _warn("read", error)
    frame = pd.DataFrame(rows, columns=["kind", "entries", "bytes"])
    frame = frame.astype({"kind": "str", "entries": "int64", "bytes": "int64"})
    frame.attrs["path"] = str(cache_path())
    return frame


def clear(kind: str | None = None) -> None:
    """Empty the store, or only one kind of it. A damaged store is removed, and so is usable again.

    Raises:
        OSError: the store's file cannot be removed.
    """
    path = cache_path()
    if not path.exists():
        return
    try:
        with _open() as store:
            with store:
                store.execute("DELETE FROM entries WHERE ? IS NULL OR kind = ?", [kind, kind])
            store.execute("VACUUM")
    except sqlite3.OperationalError as error:  # locked or not writable: not ours to remove
        _warn("emptied", error)
    except sqlite3.DatabaseError:
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


def to_bytes(table: pd.DataFrame | pa.Table) -> bytes:
    """Return a frame (its index is dropped) or an Arrow table as a compressed Arrow IPC stream."""
    if isinstance(table, pd.DataFrame):
        table = pa.Table.from_pandas(table, preserve_index=False)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def from_bytes(value: bytes) -> pa.Table:
    """Return the Arrow table of :func:`to_bytes`; ``.to_pandas()`` makes it a frame again.

    Raises:
        ValueError: the bytes are not an Arrow IPC stream.
    """
    try:
        with pa.ipc.open_stream(value) as reader:
            return reader.read_all()
    except (pa.ArrowException, OSError) as error:
        raise ValueError(f"not an Arrow IPC stream: {error}") from error


@contextlib.contextmanager
def _open() -> Iterator[sqlite3.Connection]:
    """Open the store for one piece of work; a connection is not kept, as it may not cross a fork."""
    path = cache_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(sqlite3.connect(path, timeout=_BUSY_SECONDS)) as store:
        store.execute("PRAGMA journal_mode = WAL")
        store.execute("PRAGMA synchronous = NORMAL")  # after a power cut the newest entries may be missing
        store.execute(_SCHEMA)
        yield store


def _is_whole(value: object, checksum: object) -> bool:
    return isinstance(value, bytes) and zlib.crc32(value) == checksum


def _batches(values: Mapping[str, bytes]) -> Iterator[list[tuple[str, bytes]]]:
    batch: list[tuple[str, bytes]] = []
    size = 0
    for key, value in values.items():
        batch.append((key, value))
        size += len(value)
        if size >= _BYTES_PER_WRITE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _warn(done: str, error: Exception) -> None:
    warnings.warn(
        f"the cache {cache_path()} cannot be {done} ({error}); the work is done anew instead. To mend it, "
        "remove that file, or set VERBATIM_CACHE to a folder that can be written",
        CacheWarning,
        stacklevel=3,
    )
