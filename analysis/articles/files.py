"""Files: paths and folders -> the files in them, opened, unpacked and kept within bounds."""

from __future__ import annotations

import glob
import gzip
import io
import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, cast

from analysis.articles.problem import Problem, Unreadable

__all__ = [
    "ARCHIVE_ENDINGS",
    "ARTICLE_ENDINGS",
    "MAX_ARTICLE_BYTES",
    "MAX_UNPACKED_BYTES",
    "MAX_UNPACKED_RATIO",
    "MAX_WHOLE_BYTES",
    "Source",
    "find_files",
    "open_sources",
    "refuse_bomb",
    "with_position",
]

MAX_ARTICLE_BYTES = 16 * 2**20
"""A file that holds one article (.txt, .md, .html) and a line of .jsonl may be this large: 16 MiB."""

MAX_WHOLE_BYTES = 256 * 2**20
"""A file that has to be read as a whole (.json, .xlsx, .docx, .pdf, .eml) may be this large: 256 MiB."""

MAX_UNPACKED_BYTES = 32 * 2**30
"""What one .gz or .zip may unpack to, all in all: 32 GiB. It is never unpacked to disk, and a table that is read
line by line (.csv, .jsonl) may be as large."""

MAX_UNPACKED_RATIO = 100
"""Beyond ``MAX_ARTICLE_BYTES``, packed data may grow so many times; text grows three to ten times."""

ARTICLE_ENDINGS = frozenset(
    {
        ".txt",
        ".md",
        ".markdown",
        ".html",
        ".htm",
        ".xhtml",
        ".json",
        ".jsonl",
        ".ndjson",
        ".csv",
        ".tsv",
        ".parquet",
        ".xlsx",
        ".docx",
        ".pdf",
        ".eml",
        ".warc",
    }
)
"""The endings that are read."""

ARCHIVE_ENDINGS = frozenset({".zip", ".tar", ".tgz"})
"""The endings of archives: their members are read, but not an archive among them."""

_PACKED = ARCHIVE_ENDINGS | {".gz"}
_TAR = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_TABLES = frozenset({".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".parquet"})
# What lies beside articles without being one: left alone in a folder, without a word.
_SIDE_NAMES = frozenset({"readme", "license", "licence", "notice", "changelog", "copying", "contributing", "makefile"})
_SIDE_TABLES = frozenset({"gold", "speakers", "corrections"})
_SIDE_FOLDER = "gold"
_SIDE_ENDINGS = frozenset(
    (
        *(".css", ".js", ".map", ".woff", ".woff2", ".ttf", ".otf", ".ico", ".svg", ".png", ".jpg", ".jpeg"),
        *(".gif", ".webp", ".avif", ".bmp", ".tif", ".tiff", ".mp3", ".mp4", ".m4a", ".wav", ".webm", ".mov"),
        *(".py", ".pyc", ".ipynb", ".r", ".sh", ".toml", ".ini", ".cfg", ".yaml", ".yml", ".lock", ".log"),
        *(".bak", ".tmp"),
    )
)


@dataclass(frozen=True)
class Source:
    """A file, or a member of an archive, that is ready to be read.

    Attributes:
        path: how it is named to the reader; ``archive.zip!member`` inside an archive.
        name: its name without folders and known endings; the article's id where the file gives none.
        ending: its last ending in lower case, that of packing aside: ``.txt``.
        open: opens it for reading bytes, unpacked and bounded; raises ``Unreadable`` where it cannot.
        notes: what a reader has to say of it that costs no article.
    """

    path: str
    name: str
    ending: str
    open: Callable[[], BinaryIO]
    notes: list[Problem] = field(default_factory=list)

    def read(self, limit: int) -> bytes:
        """Return all its bytes; raises ``Unreadable`` if it is larger than ``limit`` or damaged."""
        chunks: list[bytes] = []
        left = limit
        with closing(self.open()) as file:  # by the MiB: read(limit) would claim the memory for all at once
            while chunk := file.read(2**20):
                chunks.append(chunk)
                left -= len(chunk)
                if left < 0:
                    raise Unreadable("open", f"is larger than {_size(limit)}, too much for one of its kind")
        return b"".join(chunks)


def find_files(paths: Iterable[str | os.PathLike[str]]) -> tuple[list[Path], list[Problem]]:
    """Find the files that hold articles.

    Folders are searched to the bottom, in the order of their names; links to folders are not followed. Left
    alone in a folder: hidden files and folders; README, LICENSE and the like; pictures, styles, scripts and
    settings; the tables ``gold``, ``speakers`` and ``corrections`` (also ``NAME.gold.jsonl``) and folders
    named ``gold``, which Verbatim keeps beside articles. Any other file whose ending is not read is a
    problem. Whatever is named itself is read, or a problem. A file that is reached twice is read once.

    Returns:
        The files, and the problems met.
    """
    found: dict[Path, Path] = {}
    problems: list[Problem] = []
    for given in _spread(paths):
        try:
            if not str(given).strip():
                raise ValueError("the path is empty")
            path = Path(given).expanduser()
            mode = path.stat().st_mode
        except (OSError, ValueError, RuntimeError) as error:
            problems.append(Problem(str(given), "find", _why_missing(str(given), error)))
            continue
        if stat.S_ISDIR(mode):
            before = len(problems)
            files = list(_walk(path, problems))
            for file in files:
                found.setdefault(file.resolve(), file)
            if not files and len(problems) == before:
                problems.append(Problem(str(given), "text", "this folder holds no file that Verbatim reads"))
        elif stat.S_ISREG(mode):
            found.setdefault(path.resolve(), path)
        else:
            problems.append(Problem(str(given), "open", "is neither a file nor a folder"))
    return list(found.values()), problems


def _spread(paths: Iterable[str | os.PathLike[str]]) -> Iterator[str | os.PathLike[str]]:
    """Put the files that fit a pattern (``news/*.html``, ``news/**/*.txt``) in its place, sorted by name."""
    for given in paths:
        pattern = str(given)
        if glob.has_magic(pattern) and "\0" not in pattern and not os.path.lexists(pattern):
            found = glob.iglob(str(Path(pattern).expanduser()), recursive=True)  # noqa: PTH207 - any root
            yield from sorted(found) or [pattern]
        else:
            yield given


def _walk(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    def refused(error: OSError) -> None:
        problems.append(Problem(str(error.filename), "open", f"cannot be opened: {error.strerror}"))

    for place, folders, names in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not _is_hidden(name) and name != _SIDE_FOLDER)
        for name in sorted(names):
            file = Path(place, name)
            if not _is_hidden(name) and not _is_side_file(name):
                if file.is_file():
                    yield file
                else:
                    problems.append(Problem(str(file), "open", "is a link that leads nowhere, or no plain file"))


def _is_hidden(name: str) -> bool:
    return (name.startswith((".", "~$")) and name not in {".", ".."}) or name == "__MACOSX"


def _is_side_file(name: str) -> bool:
    stem, ending = _split(name)
    stem = stem.lower()
    is_side_table = ending in _TABLES and stem.split(".")[-1] in _SIDE_TABLES
    return is_side_table or stem in _SIDE_NAMES or ending in _SIDE_ENDINGS


def _split(name: str) -> tuple[str, str]:
    """Split a file name into what names the article and its ending, that of packing aside.

    Only an ending that says something about the file is one: ``2019.10.07`` has none, ``a.txt.gz`` has .txt.
    """
    stem, dot, last = name.rpartition(".")
    if dot and stem and last.lower() == "gz":
        name = stem
        stem, dot, last = name.rpartition(".")
    ending = f".{last.lower()}" if dot and stem else ""
    return (stem, ending) if ending in ARTICLE_ENDINGS | _SIDE_ENDINGS | _PACKED else (name, ending)


def _why_missing(given: str, error: Exception) -> str:
    if "://" in given:
        return "Verbatim reads files, not addresses: save the page first, then give its path"
    if glob.has_magic(given):
        return "no file or folder fits this pattern"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "there is no such file or folder"
    return f"cannot be opened: {getattr(error, 'strerror', None) or error}"


def open_sources(file: Path) -> Iterator[Source | Problem]:
    """Return the file itself as a source, or the members of an archive one by one, sorted by name.

    A source is to be read before the next one is asked for: the archive is closed at the end.
    """
    if file.name.lower().endswith(_TAR):
        yield from _open_tar(file)
        return
    if file.suffix.lower() != ".zip":
        packed = file.suffix.lower() == ".gz"
        yield Source(str(file), *_split(file.name), lambda: _open_file(file, packed=packed))
        return
    try:
        archive = zipfile.ZipFile(file)
    except Exception as error:  # zipfile stumbles in many ways over what is no archive
        reason = "is empty" if _is_empty(file) else f"is not a .zip archive, or a damaged one ({error})"
        yield Problem(str(file), "open", reason)
        return
    with archive:
        members = [
            member
            for member in sorted(archive.infolist(), key=lambda member: member.filename)
            if not member.is_dir() and not any(_is_hidden(part) for part in PurePosixPath(member.filename).parts)
        ]
        if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
            reason = f"would unpack to more than {_size(MAX_UNPACKED_BYTES)}; unpack it yourself if you trust it"
            yield Problem(str(file), "open", reason)
            return
        if not members:
            yield Problem(str(file), "open", "this archive holds no files")
        for member in members:
            name = PurePosixPath(member.filename).name
            if not _is_side_file(name):
                yield Source(f"{file}!{member.filename}", *_split(name), _member_opener(archive, member))


def _open_tar(file: Path) -> Iterator[Source | Problem]:
    """Return the plain files of a .tar in its order, which is the only one that a packed one can be read in."""
    try:
        raw = file.open("rb")
    except OSError as error:
        yield Problem(str(file), "open", f"cannot be opened: {error.strerror or error}")
        return
    count = 0
    with raw:
        size = os.fstat(raw.fileno()).st_size
        try:
            with tarfile.open(fileobj=raw, mode="r|*") as archive:
                for member in archive:
                    if archive.offset > min(MAX_UNPACKED_BYTES, max(MAX_ARTICLE_BYTES, MAX_UNPACKED_RATIO * size)):
                        raise Unreadable("open", _TOO_MUCH)
                    name = PurePosixPath(member.name).name
                    hidden = any(_is_hidden(part) for part in PurePosixPath(member.name).parts)
                    if not member.isfile() or hidden or _is_side_file(name):
                        continue
                    count += 1
                    yield Source(f"{file}!{member.name}", *_split(name), _tar_opener(archive, member))
        except Unreadable as error:
            yield Problem(str(file), error.stage, error.reason)
            return
        except Exception as error:  # tarfile stumbles in many ways over what is no archive
            reason = "is empty" if not size else f"is not a .tar archive, or a damaged one ({error}); reading stops"
            yield Problem(str(file), "open", reason)
            return
    if not count:
        yield Problem(str(file), "open", "this archive holds no files")


def _tar_opener(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        raw = archive.extractfile(member)
        if raw is None:
            raise Unreadable("open", "is no plain file")
        return _bounded(_unzipped(raw) if member.name.lower().endswith(".gz") else raw, member.size, raw)

    return opened


def _is_empty(file: Path) -> bool:
    try:
        return file.stat().st_size == 0
    except OSError:
        return False


def _open_file(file: Path, *, packed: bool) -> BinaryIO:
    try:
        raw = file.open("rb")
        size = file.stat().st_size
    except OSError as error:
        raise Unreadable("open", f"cannot be opened: {error.strerror or error}") from error
    return _bounded(_unzipped(raw), size, raw) if packed else raw


def _member_opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        if member.flag_bits & 0x1:
            raise Unreadable("open", "is locked with a password")
        try:
            raw = archive.open(member)
        except (OSError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
            raise Unreadable("open", f"cannot be unpacked ({error})") from error
        if member.filename.lower().endswith(".gz"):
            return _bounded(_unzipped(raw), member.compress_size, raw)
        return _bounded(raw, member.compress_size, raw)

    return opened


def _unzipped(raw: IO[bytes]) -> IO[bytes]:
    return cast(IO[bytes], gzip.GzipFile(fileobj=raw))


class _Bounded(io.RawIOBase):
    """Unpacked bytes, counted: reading on past the bounds raises ``Unreadable``."""

    def __init__(self, unpacked: IO[bytes], packed_size: int, below: IO[bytes]) -> None:
        self._unpacked = unpacked
        self.below = below
        self._left = min(MAX_UNPACKED_BYTES, max(MAX_ARTICLE_BYTES, MAX_UNPACKED_RATIO * packed_size)) + 1

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            data = self._unpacked.read(min(len(buffer), self._left))
        except (OSError, EOFError, ValueError, zlib.error, zipfile.BadZipFile, NotImplementedError) as error:
            raise Unreadable("open", f"cannot be unpacked: it is damaged ({error})") from error
        self._left -= len(data)
        if self._left <= 0:
            raise Unreadable("open", _TOO_MUCH)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._unpacked.close()
            self.below.close()
        super().close()


def _bounded(unpacked: IO[bytes], packed_size: int, below: IO[bytes]) -> BinaryIO:
    return io.BufferedReader(_Bounded(unpacked, packed_size, below), buffer_size=2**16)


def _size(limit: int) -> str:
    return f"{limit // 2**30} GiB" if limit >= 2**30 else f"{limit // 2**20} MiB"


def refuse_bomb(data: bytes, kind: str) -> None:
    """Raise ``Unreadable`` where an Office document, which is a .zip, would unpack to absurd sizes or is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError) as error:
        raise Unreadable("parse", f"is not {kind}, or a damaged one ({error})") from error
    if unpacked > min(2 * MAX_WHOLE_BYTES, max(MAX_ARTICLE_BYTES, MAX_UNPACKED_RATIO * len(data))):
        raise Unreadable("open", _TOO_MUCH)


def with_position(source: Source) -> tuple[Source, Callable[[], int]]:
    """Return the source, and a function that tells how many bytes of its file have been read by now, about."""
    opened: list[BinaryIO] = []

    def remember() -> BinaryIO:
        opened[:] = [source.open()]
        return opened[0]

    def position() -> int:
        below: object = opened[0] if opened else None
        if isinstance(below, io.BufferedReader) and isinstance(below.raw, _Bounded):
            below = below.raw.below
        try:
            return below.tell() if isinstance(below, io.BufferedReader) else 0
        except ValueError:  # closed
            return 0

    return replace(source, open=remember), position


_TOO_MUCH = (
    f"unpacks to more than {MAX_UNPACKED_RATIO} times its size, or {_size(MAX_UNPACKED_BYTES)}: "
    "text does not; unpack it yourself if you trust it"
)
