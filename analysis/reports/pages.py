"""An executed notebook as a page: prose, tables and figures, no code, nothing from a network.

The page can be read by itself: its style, its figures and the rows of its tables are in it; to sort them it loads
libraries from ``assets/``. What the notebook put out passes an allow-list, so that a text that slipped into it
unescaped cannot run or fetch anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from analysis.reports.clean import clean, clean_text
from analysis.reports.facts import heading_of
from analysis.reports.figures import figure
from analysis.reports.grid import grid, grid_scripts, table_files
from analysis.reports.templates import render
from analysis.tables import MIME

__all__ = ["notebook_page"]

_OBJECT = re.compile(r"^\s*\[?<[\w.]+[^<>]*>")  # the repr of Axes, a list of patches and so on


def notebook_page(
    notebook: NotebookNode,
    *,
    title: str,
    name: str,
    siblings: Sequence[Sequence[str]] = (),
    error: str = "",
    traceback: str = "",
    tables: Path | None = None,
) -> str:
    """Make the page of an executed notebook.

    Args:
        notebook: with its outputs.
        title: of the page.
        name: of the notebook's file, without ending.
        siblings: [name, title] of the pages of the same report, this one among them.
        error: why it stopped, if it did; shown above all else.
        traceback: of the error; folded.
        tables: folder with the files of the tables, in the folder of the page.

    Returns:
        HTML that stands by itself.
    """
    from nbconvert import HTMLExporter

    shown, figures, grids = _shown(notebook)
    exporter = HTMLExporter(  # type: ignore[no-untyped-call]
        template_name="basic",
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )
    body, _ = exporter.from_notebook_node(shown)
    body = clean(body)
    body = re.sub(
        r"<table\b.*?</table>",
        lambda table: f'<div class="scroll" tabindex="0" role="region" aria-label="Table">{table.group()}</div>',
        body,
        flags=re.S,
    )
    body = re.sub(r"<p>figure-(\d+)-of-this-page</p>", lambda match: figures[int(match[1])], body)
    made = [
        grid(data, name=f"table-{i}", label=label, files=table_files(tables, data["name"]) if tables else ())
        for i, (data, label) in enumerate(grids)
    ]
    body = re.sub(r"<p>table-(\d+)-of-this-page</p>", lambda match: made[int(match[1])], body)
    sections = [
        (anchor, clean_text(text)) for anchor, text in re.findall(r'<h2[^>]*\bid="([^"]+)"[^>]*>(.*?)</h2>', body, re.S)
    ]
    return render(
        "notebook.html.j2",
        title=title,
        name=name,
        siblings=siblings,
        body=body,
        sections=sections,
        error=error,
        traceback=traceback,
        scripts=grid_scripts({f"table-{i}": data for i, (data, _) in enumerate(grids)}),
    )


def _shown(notebook: NotebookNode) -> tuple[NotebookNode, list[str], list[tuple[dict[str, Any], str]]]:
    """Return a notebook of what a reader is to see; and the figures and tables, whose places are marked in it.

    Cells without output, what was written to stderr, the texts of objects nobody asked for and papermill's
    notes on an error are left out. So is prose tagged ``introduces`` where the cells up to the next prose put out
    nothing: there is nothing that it could introduce.
    """
    figures: list[str] = []
    grids: list[tuple[dict[str, Any], str]] = []
    heading = ""
    cells: list[NotebookNode] = []
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if any(tag.startswith("papermill-error") for tag in tags) or "hide" in tags:
            continue
        if cell.cell_type == "markdown":
            heading = heading_of(cell) or heading
            _drop_idle(cells)
            cells.append(cell)
        elif cell.cell_type == "code":
            outputs = [_output(output, heading, figures, grids) for output in cell.outputs]
            outputs = [output for output in outputs if output is not None]
            if outputs:
                cells.append(_node(cell, outputs=outputs))
    _drop_idle(cells)
    return _node(notebook, cells=cells), figures, grids


def _drop_idle(cells: list[NotebookNode]) -> None:
    """Take away prose at the end that was to introduce what has not come."""
    if cells and cells[-1].cell_type == "markdown" and "introduces" in cells[-1].metadata.get("tags", []):
        cells.pop()


def _node(node: NotebookNode, **changes: Any) -> NotebookNode:
    return NotebookNode({**node, **changes})  # type: ignore[no-untyped-call]


def _output(
    output: NotebookNode, heading: str, figures: list[str], grids: list[tuple[dict[str, Any], str]]
) -> NotebookNode | None:
    if output.output_type == "error" or (output.output_type == "stream" and output.name == "stderr"):
        return None  # the error stands at the top of the page, warnings in the run's record
    data = output.get("data")
    if data is None:
        return output
    if not data.get("text/html", "nothing").strip():  # a helper that had nothing to show
        return None
    if MIME in data:
        grids.append((data[MIME], heading))
        return _node(output, data={"text/html": f"<p>table-{len(grids) - 1}-of-this-page</p>"})
    if drawn := figure(data, output.get("metadata", {}), heading=heading, number=len(figures)):
        figures.append(drawn)
        return _node(output, data={"text/html": f"<p>figure-{len(figures) - 1}-of-this-page</p>"})
    if "application/vnd.jupyter.widget-view+json" in data:  # a progress bar
        return None
    if set(data) == {"text/plain"} and _OBJECT.match(data["text/plain"]):
        return None
    return output
