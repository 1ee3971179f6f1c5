"""Bytes -> text: byte order mark, declared charset, UTF-8, Windows-1252, in this order; line by line if they mix."""

from __future__ import annotations

import codecs
import re

from analysis.articles.problem import Unreadable

__all__ = ["byte_order", "decode", "decode_line", "mixed_lines", "refuse_binary", "scrub"]

_MARKS = (  # the longer marks first: that of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.I,
)
_ALSO_CP1252 = frozenset({"iso8859-1", "ascii"})  # browsers read both as Windows-1252, and so do their writers
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a .zip archive or an Office document"),
    (b"\x1f\x8b", "a .gz file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"PAR1", "a Parquet file"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"SQLite format 3", "a database"),
)


def decode(data: bytes, *, declared: bool = False) -> str:
    """Decode a text file, newlines and all else as they are.

    A byte order mark decides, and is not part of the text. Then, with ``declared``, the charset that the
    first 2,048 bytes of a page name. Then UTF-8; else Windows-1252, which nearly every older Western text is
    in; its five bytes without a meaning become U+FFFD. Where some lines are in UTF-8 and others are not, as in
    files put together of several, each is decoded as it is.

    Args:
        data: the file's bytes.
        declared: look for an HTML or XML declaration.
    """
    mark, encoding = byte_order(data)
    if mark:
        return scrub(data[len(mark) :].decode(encoding, errors="replace"))
    if declared and (match := _DECLARED.search(data[:2048])):
        name = _known_charset((match[1] or match[2]).decode("ascii", errors="replace"))
        try:
            if name:
                return scrub(data.decode(name))
        except (LookupError, ValueError):  # a charset that the page does not keep to
            pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if mixed_lines(data):
            return "".join(decode_line(line)[0] for line in data.splitlines(keepends=True))
        return data.decode("cp1252", errors="replace")


def byte_order(data: bytes) -> tuple[bytes, str]:
    """Return the byte order mark that the data begin with and the encoding it tells; nothing where there is none."""
    return next(((mark, encoding) for mark, encoding in _MARKS if data.startswith(mark)), (b"", ""))


def decode_line(line: bytes) -> tuple[str, bool | None]:
    """Decode one line of a file; return it, and whether it is in UTF-8: None where it is plain ASCII."""
    if line.isascii():
        return line.decode("ascii"), None
    try:
        return line.decode("utf-8"), True
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace"), False


def mixed_lines(data: bytes) -> list[int]:
    """Return the numbers, from 1, of the lines that are not in UTF-8, where other lines are; else none."""
    if byte_order(data)[0]:
        return []
    kinds = [decode_line(line)[1] for line in data.splitlines()]
    return [number for number, kind in enumerate(kinds, start=1) if kind is False] if True in kinds else []


def _known_charset(name: str) -> str:
    """Return Python's name of a charset that pages are written in, or an empty string.

    Not every codec of Python is a charset (``hex``, ``unicode_escape``), and a page whose declaration could
    be read as ASCII is not in UTF-16, whatever it says.
    """
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    if codec in _ALSO_CP1252:
        return "cp1252"
    western = codec.startswith(("cp12", "cp8", "iso8859", "koi8", "mac-", "kz1048", "tis-620"))
    eastern = codec in {
        "utf-8",
        "gb2312",
        "gbk",
        "gb18030",
        "big5",
        "euc_jp",
        "shift_jis",
        "cp932",
        "euc_kr",
        "cp949",
    }
    return codec if western or eastern or codec in {"iso2022_jp", "big5hkscs", "cp874"} else ""


def scrub(text: str) -> str:
    """Replace each lone surrogate, which no file can hold, by U+FFFD: all other offsets stay."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def refuse_binary(data: bytes, text: str) -> None:
    """Raise ``Unreadable`` where the bytes are a picture, a PDF or another binary file rather than text.

    A text may hold a stray control character; where they are more than one in a hundred it is no text.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise Unreadable("parse", f"is {kind}, whatever its name says")
    sample = text[: 2**16]
    if len(_CONTROLS.findall(sample)) * 100 > len(sample):
        raise Unreadable("parse", "is a binary file, not text")
