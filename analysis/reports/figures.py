"""The figures of an executed notebook: on its page, as files of their own, and small on the index."""

from __future__ import annotations

import base64
import html
import io
import re
from collections.abc import Mapping
from typing import Any

from lxml import etree
from nbformat import NotebookNode

from analysis.reports.clean import SVG, safe_svg
from analysis.reports.facts import heading_of

__all__ = ["figure", "figures_of", "lean_figures", "thumbnail_of"]

_CHART = '<figure class="chart" tabindex="0">'  # a wide one scrolls on a phone, by keys too
_FINE = re.compile(r"(?<=[ (\"-])([1-9]\d*\.\d\d)\d+(?=[ )\"\n])")  # of 1 and more: scales are less
_COUNTED = re.compile(r' id="[A-Za-z][A-Za-z\d.]*_\d+"(?=[ />])')  # of what matplotlib draws: text_12
_THUMBNAIL = 640  # pixels wide: twice the width on the index, for sharp screens


def figure(data: Mapping[str, Any], metadata: Mapping[str, Any], *, heading: str, number: int) -> str:
    """Return the picture that an output holds as HTML; "" where it holds none.

    Args:
        data: of the output, kind to content.
        metadata: of the output.
        heading: what it stands under; said of a picture that has no title of its own.
        number: of the picture on its page.
    """
    fallback = f"Chart: {heading}" if heading else "Chart"
    if "image/svg+xml" in data and (svg := safe_svg(data["image/svg+xml"], f"f{number}-")) is not None:
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


def thumbnail_of(notebook: NotebookNode) -> str:
    """Return a figure of a notebook as a small ``data:`` picture; "" where it has none.

    It is that of the cell tagged ``picture``, else the first: overview and quotes begin with the same one.
    """
    for cell in sorted(notebook.cells, key=lambda cell: "picture" not in cell.metadata.get("tags", [])):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/svg+xml" in data and (svg := safe_svg(data["image/svg+xml"], "t")) is not None:
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
        if last := heading_of(cell):
            heading = re.sub(r"\W+", "-", last.lower()).strip("-") or "figure"
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


def _svg_title(svg: Any) -> str:
    """Return the bold text of a figure: the title of matplotlib's Axes, which says what is seen."""
    titles = [
        " ".join("".join(text.itertext()).split())
        for text in svg.iter(f"{SVG}text")
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
