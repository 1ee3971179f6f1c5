"""Many texts: each is worked on once, in several processes, and what came of it is kept.

Everything that reads texts goes through `for_each_text`, so that cache, workers and progress are one thing.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from analysis.cache import cache_key, get_many, put_many

__all__ = ["for_each_text", "in_parallel", "processors", "progress_bar"]

T = TypeVar("T")
R = TypeVar("R")
_KEEP_EVERY = 64  # new results after which they are kept, so that an interrupted run loses few


def for_each_text(
    function: Callable[[str], bytes],
    texts: Sequence[str],
    *,
    kind: str,
    versions: Sequence[str],
    unit: str = "article",
    workers: int = 1,
    cache: bool = True,
    progress: bool | None = None,
    is_whole: Callable[[bytes], bool] = lambda value: True,
) -> list[bytes]:
    """Apply a function to each text; equal texts are worked on once, and kept results are not made again.

    Args:
        function: from a text to bytes; a plain function of a module, so that other processes find it.
        texts: the texts.
        kind: what is computed; the name under which results are kept and progress is shown.
        unit: what each text is, as the progress bar counts it.
        versions: all else that a result depends on: of the code, of packages, of models.
        workers: processes that work at once.
        cache: whether to take results from the cache and to keep new ones there.
        progress: whether to show a progress bar; None shows it in a terminal or a notebook.
        is_whole: tells whether a kept result can be used.

    Returns:
        One result a text, whatever ``workers`` and ``cache`` are.
    """
    keys = [cache_key(kind, *versions, text) for text in texts]
    by_key = dict(zip(keys, texts, strict=True))
    values = {k: v for k, v in get_many(kind, keys).items() if is_whole(v)} if cache else {}
    new = [key for key in by_key if key not in values]
    results = in_parallel(function, [by_key[key] for key in new], workers=workers)
    bar = progress_bar(results, total=len(new), what=kind, unit=unit, progress=progress)
    unsaved: dict[str, bytes] = {}
    for key, value in zip(new, bar, strict=True):
        values[key] = unsaved[key] = value
        if cache and (len(unsaved) >= _KEEP_EVERY or key == new[-1]):
            cache = put_many(kind, unsaved)  # where it fails once, it is not tried again
            unsaved = {}
    return [values[key] for key in keys]


def in_parallel(function: Callable[[T], R], items: Sequence[T], *, workers: int) -> Iterable[R]:
    """Apply a function in this process or in several; the results come in the order of the items."""
    if min(workers, len(items)) <= 1:
        return map(function, items)
    from joblib import Parallel, delayed

    # loky's workers stay for the next call and need no `if __name__ == "__main__"` in a script
    parallel = Parallel(n_jobs=workers, return_as="generator")
    results: Iterable[R] = parallel(delayed(function)(item) for item in items)
    return results


def progress_bar(items: Iterable[R], *, total: int, what: str, unit: str, progress: bool | None) -> Iterable[R]:
    """Show how far a loop has come, in articles or another unit; nothing with nothing to do or nobody to see it."""
    if not total:
        return items
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # without ipywidgets a notebook gets the plain bar, and no lecture
        from tqdm.auto import tqdm
    hidden = None if progress is None else not progress
    bar: Any = tqdm(items, total=total, desc=what, unit=f" {unit}s", disable=hidden)
    return bar  # type: ignore[no-any-return]


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
