"""What a notebook says of itself, for the index and the head of its page: title, first paragraph, finding, warnings."""

from __future__ import annotations

import re

from nbformat import NotebookNode

from analysis.reports.clean import clean_text

__all__ = ["finding_of", "heading_of", "lede_of", "name_of", "title_of", "warnings_of", "without_ansi"]

_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_WARNING = re.compile(
    r"^.+:\d+: (?:(?:User|Cache)Warning: |(?=\w*Warning: ))(.*)$(?:\n  .*$)?", re.M
)  # where, what, the line of code
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*\s*$", re.M)


def title_of(notebook: NotebookNode, name: str) -> str:
    """Return the first heading of a notebook; without one, the name of its file."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (heading := _HEADING.search(cell.source)):
            return _plain(heading[2])
    return name_of(name)


def name_of(name: str) -> str:
    """Return the name of a notebook's file as a reader would write it."""
    return name.replace("-", " ").replace("_", " ").capitalize()


def heading_of(cell: NotebookNode) -> str:
    """Return the last heading in a cell of prose, as text; "" where it has none."""
    headings = _HEADING.findall(cell.source) if cell.cell_type == "markdown" else []
    return _plain(headings[-1][1]) if headings else ""


def lede_of(notebook: NotebookNode) -> str:
    """Return the first paragraph of prose of a notebook, as text; "" where it has none."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for paragraph in re.split(r"\n\s*\n", _HEADING.sub("", cell.source)):
                if (text := _plain(paragraph)) and not paragraph.lstrip().startswith(("|", "```", "<", "- ", "* ")):
                    return text
    return ""


def finding_of(notebook: NotebookNode) -> str:
    """Return what the cell tagged ``finding`` put out, as one line of text; "" without such a cell."""
    for cell in notebook.cells:
        if "finding" not in cell.metadata.get("tags", []):
            continue
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":  # a warning is no finding
                continue
            data = output.get("data", {})
            if text := output.get("text") or data.get("text/markdown"):
                return _plain(text)
            if markup := data.get("text/html"):
                return " ".join(clean_text(markup).split())
            if text := data.get("text/plain"):
                return _plain(text.strip("'\""))
    return ""


def warnings_of(notebook: NotebookNode) -> list[str]:
    """Return the lines that a notebook's cells wrote to stderr, progress bars left out, each once.

    Of what Python warns of only the sentence is kept, not the line of code that it came from: so the same warning is
    the same text, whoever was warned. What a library warns its programmers of keeps its kind ("FutureWarning: ...").
    """
    lines = [
        line.strip()
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "stream" and output.name == "stderr"
        for line in re.split(r"[\r\n]+", _WARNING.sub(r"\1", without_ansi(output.text)))
    ]
    return list(dict.fromkeys(line for line in lines if line and not re.search(r"\d+%\|", line)))


def without_ansi(text: str) -> str:
    """Take the colour codes of a terminal out of a text."""
    return _ANSI.sub("", text)


def _plain(markdown: str) -> str:
    """Take the marks of Markdown out of a line or paragraph."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    text = re.sub(r"<[^>]+>", "", text)
    text = re.sub(r"(\*\*|__|`)(.+?)\1", r"\2", text)
    text = re.sub(r"(?<!\w)[*_](\S.*?\S|\S)[*_](?!\w)", r"\1", text)
    return " ".join(text.split())
