"""The templates of `analysis/pages`, filled; and what a page may run, which its policy names and nothing else."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
from collections.abc import Sequence
from importlib import resources
from typing import Any

import jinja2

__all__ = ["asset", "in_script", "render"]


def render(template: str, *, scripts: Sequence[tuple[str, str]] = (), root: str = "", **values: Any) -> str:
    """Fill a template; values are escaped, ``body`` is taken as HTML.

    Args:
        template: its file.
        scripts: (id, text): with the id "" what the page runs, else data that it holds under this id. The page's
            policy lets these very scripts run, what they load, and no other.
        root: the way from the page to the report's folder.
        **values: what the template asks for.
    """
    run = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for name, text in scripts if not name]
    # "strict-dynamic": what these scripts load, the rows of a table, may run as well.
    policy = "; script-src 'strict-dynamic' " + " ".join(f"'sha256-{digest}'" for digest in run) if run else ""
    return _templates().get_template(template).render(scripts=scripts, policy=policy, root=root, **values)


def asset(name: str) -> str:
    """Return the text of a file of `analysis/pages`, a style sheet or a script."""
    return (resources.files("analysis") / "pages" / name).read_text(encoding="utf-8")


def in_script(value: object) -> str:
    """Return a value as JSON that may stand in a ``<script>``: no text in it can end the element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")


@functools.cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("analysis", "pages"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["number"] = lambda value: f"{value:,}"
    environment.filters["bytes"] = _bytes
    environment.filters["duration"] = _duration
    return environment


def _bytes(size: int) -> str:
    value = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            return f"{value:.0f} {unit}" if unit == "bytes" or value >= 10 else f"{value:.1f} {unit}"
        value /= 1000
    raise AssertionError


def _duration(seconds: float) -> str:
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    return f"{whole} s" if whole < 100 else f"{whole // 60} min {whole % 60} s"
