"""What may stand on a page: the HTML of prose and tables and the drawing of figures, and nothing that runs or fetches.

An allow-list, so that a text that slipped unescaped into what a notebook put out can do nothing.
"""

from __future__ import annotations

import html
import re
from typing import Any

from lxml import etree

__all__ = ["SVG", "clean", "clean_text", "safe_svg"]

SVG = "{http://www.w3.org/2000/svg}"
"""The namespace of SVG, as lxml writes it before a tag."""

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
_NOT_DRAWN = frozenset({"script", "style", "metadata", "foreignObject", "a", "animate", "set", "iframe"})


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
    """Return the text of some HTML, without that of scripts and style sheets."""
    return html.unescape(re.sub(r"<[^>]+>", "", _DROPPED.sub("", markup))).strip()


def safe_svg(source: str, prefix: str) -> Any:
    """Parse an SVG, keep drawing and text, make its ids its own; None where it is no SVG."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(source.encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        return None
    if root.tag != f"{SVG}svg":
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
