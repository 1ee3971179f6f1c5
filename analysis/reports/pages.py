"""An executed notebook as a page: prose, tables and figures, no code, nothing from a network.

The page can be read by itself: its style, its figures and the rows of its tables are in it; to sort them it loads
libraries from ``assets/``. What the notebook put out passes an allow-list, so that a text that slipped into it
unescaped cannot run or fetch anything.
"""

from __future__ import annotations

import base64
import html
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lxml import etree
from nbformat import NotebookNode

from analysis.reports.grid import grid, grid_scripts, table_files
from analysis.reports.templates import render
from analysis.tables import MIME

__all__ = [
    "clean",
    "clean_text",
    "figures_of",
    "finding_of",
    "lean_figures",
    "lede_of",
    "name_of",
    "notebook_page",
    "thumbnail_of",
    "title_of",
    "warnings_of",
    "without_ansi",
]

# What may stand on a page; everything else is shown as text.
_TAGS = frozenset(
    """a abbr article aside b blockquote br caption code col colgroup dd del details div dl dt em figcaption
    figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s section small span strong sub summary sup
    table tbody td tfoot th thead time tr u ul""".split()
)
_ATTRIBUTES = frozenset(
    """alt class colspan dir headers height href id lang open role rowspan scope src style title
    width""".split()
)
_DROPPED = re.compile(r"<(script|style|iframe|object|svg|math|template|noscript)\b.*?</\1\s*>", re.S | re.I)
_BAD_STYLE = re.compile(r"url|image|expression|position|behavior|@|\\", re.I)
_OBJECT = re.compile(r"^\s*\[?<[\w.]+[^<>]*>")  # the repr of Axes, a list of patches and so on
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*\s*$", re.M)
_SVG = "{http://www.w3.org/2000/svg}"
_CHART = '<figure class="chart" tabindex="0">'  # a wide one scrolls on a phone, by keys too
_FINE = re.compile(r"(?<=[ (\"-])([1-9]\d*\.\d\d)\d+(?=[ )\"\n])")  # of 1 and more: scales are less
_COUNTED = re.compile(r' id="[A-Za-z][A-Za-z\d.]*_\d+"(?=[ />])')  # of what matplotlib draws: text_12
_THUMBNAIL = 640  # pixels wide: twice the width on the index, for sharp screens


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


def clean(markup: str) -> str:
    """Keep the HTML of prose and tables and nothing else: no script, no handler, no address outside the page.

    Args:
        markup: any HTML.

    Returns:
        HTML in which every other tag is shown as the text it is; scripts, style sheets and embedded documents
        are dropped with what is in them.
    """
    from bleach.css_sanitizer import CSSSanitizer
    from bleach.sanitizer import Cleaner

    class Styles(CSSSanitizer):  # type: ignore[misc]
        """Keep declarations that cannot fetch, cover or run anything."""

        def sanitize_css(self, style: str) -> str:
            return ";".join(part.strip() for part in style.split(";") if part.strip() and not _BAD_STYLE.search(part))

    def allowed(tag: str, name: str, value: str) -> bool:
        if name == "src":
            return tag == "img" and re.match(r"data:image/(png|jpeg|gif|webp);base64,", value) is not None
        if name == "href":
            return re.match(r"[#\w][\w./ #%~-]*$", value) is not None
        return name in _ATTRIBUTES or name.startswith("aria-")

    cleaner = Cleaner(
        tags=_TAGS,
        attributes=allowed,
        protocols=["http", "data"],
        css_sanitizer=Styles(),
        strip_comments=True,
    )
    return str(cleaner.clean(_DROPPED.sub("", markup)))


def clean_text(markup: str) -> str:
    """Return the text of some HTML."""
    return html.unescape(re.sub(r"<[^>]+>", "", markup)).strip()


def title_of(notebook: NotebookNode, name: str) -> str:
    """Return the first heading of a notebook; without one, the name of its file."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (heading := _HEADING.search(cell.source)):
            return _plain(heading[2])
    return name_of(name)


def name_of(name: str) -> str:
    """Return the name of a notebook's file as a reader would write it."""
    return name.replace("-", " ").replace("_", " ").capitalize()


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
                return " ".join(clean_text(_DROPPED.sub("", markup)).split())
            if text := data.get("text/plain"):
                return _plain(text.strip("'\""))
    return ""


def warnings_of(notebook: NotebookNode) -> list[str]:
    """Return the lines that a notebook's cells wrote to stderr, progress bars left out, each once."""
    lines = [
        without_ansi(line).strip()
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "stream" and output.name == "stderr"
        for line in re.split(r"[\r\n]+", output.text)
    ]
    return list(dict.fromkeys(line for line in lines if line and not re.search(r"\d+%\|", line)))


def thumbnail_of(notebook: NotebookNode) -> str:
    """Return a figure of a notebook as a small ``data:`` picture; "" where it has none.

    It is that of the cell tagged ``picture``, else the first: overview and quotes begin with the same one.
    """
    for cell in sorted(notebook.cells, key=lambda cell: "picture" not in cell.metadata.get("tags", [])):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/svg+xml" in data and (svg := _safe_svg(data["image/svg+xml"], "t")) is not None:
                return "data:image/svg+xml;base64," + base64.b64encode(etree.tostring(svg)).decode("ascii")
            if "image/png" in data:
                return _small_png(data["image/png"])
    return ""


def figures_of(notebook: NotebookNode) -> list[tuple[str, bytes]]:
    """Return the figures of a notebook as files for one's own use: (name, content), named by the section.

    An SVG is as matplotlib drew it: its text is text, which an editor of vector graphics can set anew.
    """
    found: list[tuple[str, bytes]] = []
    heading = "figure"
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (headings := _HEADING.findall(cell.source)):
            heading = re.sub(r"\W+", "-", _plain(headings[-1][1]).lower()).strip("-") or "figure"
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            name = f"{len(found) + 1:02d}-{heading[:60]}"
            if "image/svg+xml" in data:
                found.append((f"{name}.svg", data["image/svg+xml"].encode("utf-8", "replace")))
            elif "image/png" in data:
                found.append((f"{name}.png", base64.b64decode(data["image/png"])))
    return found


def lean_figures(notebook: NotebookNode) -> None:
    """Cut what matplotlib writes and nobody sees from SVG figures: all decimals but two, the numbers of its parts."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/svg+xml" in data:
                svg = _FINE.sub(r"\1", data["image/svg+xml"])
                data["image/svg+xml"] = _COUNTED.sub("", svg)


def without_ansi(text: str) -> str:
    """Take the colour codes of a terminal out of a text."""
    return _ANSI.sub("", text)


def _shown(notebook: NotebookNode) -> tuple[NotebookNode, list[str], list[tuple[dict[str, Any], str]]]:
    """Return a notebook of what a reader is to see; and the figures and tables, whose places are marked in it.

    Cells without output, what was written to stderr, the texts of objects nobody asked for and papermill's
    notes on an error are left out.
    """
    figures: list[str] = []
    grids: list[tuple[dict[str, Any], str]] = []
    heading = ""
    cells = []
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if any(tag.startswith("papermill-error") for tag in tags) or "hide" in tags:
            continue
        if cell.cell_type == "markdown":
            headings = _HEADING.findall(cell.source)
            heading = _plain(headings[-1][1]) if headings else heading
            cells.append(cell)
        elif cell.cell_type == "code":
            outputs = [_output(output, heading, figures, grids) for output in cell.outputs]
            outputs = [output for output in outputs if output is not None]
            if outputs:
                cells.append(_node(cell, outputs=outputs))
    return _node(notebook, cells=cells), figures, grids


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
    if MIME in data:
        grids.append((data[MIME], heading))
        return _node(output, data={"text/html": f"<p>table-{len(grids) - 1}-of-this-page</p>"})
    figure = _figure(data, output.get("metadata", {}), heading, len(figures))
    if figure:
        figures.append(figure)
        return _node(output, data={"text/html": f"<p>figure-{len(figures) - 1}-of-this-page</p>"})
    if "application/vnd.jupyter.widget-view+json" in data:  # a progress bar
        return None
    if set(data) == {"text/plain"} and _OBJECT.match(data["text/plain"]):
        return None
    return output


def _figure(data: dict[str, Any], metadata: dict[str, Any], heading: str, number: int) -> str:
    """Return an output's picture as HTML, "" if it has none."""
    fallback = f"Chart: {heading}" if heading else "Chart"
    if "image/svg+xml" in data and (svg := _safe_svg(data["image/svg+xml"], f"f{number}-")) is not None:
        svg.set("role", "img")
        svg.set("aria-label", _svg_title(svg) or fallback)
        return f"{_CHART}{etree.tostring(svg, encoding='unicode')}</figure>"
    for kind in ("image/png", "image/jpeg"):
        if kind in data:
            about = metadata.get(kind, {})
            alt = html.escape(about.get("alt") or fallback)
            width = f' width="{int(about["width"])}"' if "width" in about else ""
            source = re.sub(r"[^A-Za-z0-9+/=]", "", data[kind])
            return f'{_CHART}<img alt="{alt}"{width} src="data:{kind};base64,{source}"></figure>'
    return ""


def _safe_svg(source: str, prefix: str) -> Any:
    """Parse an SVG, keep drawing and text, make its ids its own; None where it is no SVG."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(source.encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        return None
    if root.tag != f"{_SVG}svg":
        return None
    for element in list(root.iter()):
        unwanted = not isinstance(element.tag, str) or etree.QName(element).localname in _NOT_DRAWN
        if unwanted and element.getparent() is not None:
            element.getparent().remove(element)
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            local = etree.QName(name).localname
            outside = local == "href" and not value.startswith(("#", "data:image/png;base64,"))
            if local.startswith("on") or outside or re.search(r"url\((?!#)|@import|javascript:", value, re.I):
                del element.attrib[name]
            elif local == "id":
                element.set(name, prefix + value)
            elif local == "href" and value.startswith("#"):
                element.set(name, f"#{prefix}{value[1:]}")
            elif "url(#" in value:
                element.set(name, value.replace("url(#", f"url(#{prefix}"))
    if "viewBox" in root.attrib:  # the page sets the size
        width = root.attrib.pop("width", "")
        root.attrib.pop("height", None)
        if match := re.fullmatch(r"([\d.]+)(pt|px)?", width):
            root.set("style", f"width:{float(match[1]) * (4 / 3 if match[2] == 'pt' else 1):.0f}px")
    return root


_NOT_DRAWN = frozenset({"script", "style", "metadata", "foreignObject", "a", "animate", "set", "iframe"})


def _svg_title(svg: Any) -> str:
    """Return the bold text of a figure: the title of matplotlib's Axes, which says what is seen."""
    titles = [
        " ".join("".join(text.itertext()).split())
        for text in svg.iter(f"{_SVG}text")
        if re.search(r"\b(bold|700)\b", text.get("style", ""))
    ]
    return " ".join(title for title in titles if title)


def _small_png(source: str) -> str:
    from PIL import Image

    with Image.open(io.BytesIO(base64.b64decode(source))) as picture:
        small = picture.convert("RGB")
    small.thumbnail((_THUMBNAIL, 2 * _THUMBNAIL))
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode("ascii")


def _plain(markdown: str) -> str:
    """Take the marks of Markdown out of a line or paragraph."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    text = re.sub(r"<[^>]+>", "", text)
    text = re.sub(r"(\*\*|__|`)(.+?)\1", r"\2", text)
    text = re.sub(r"(?<!\w)[*_](\S.*?\S|\S)[*_](?!\w)", r"\1", text)
    return " ".join(text.split())
