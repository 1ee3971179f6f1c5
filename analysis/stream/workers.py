"""Workers: batches are worked on in other processes, here or on a Dask cluster; what dies is tried again.

Both kinds are executors of the standard library's kind, so that one loop serves them. Here each worker is a process
pool of one, so that a death tells whose it was.
"""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from analysis.articles.problem import first_line
from analysis.stream.batches import Batch
from analysis.stream.parts import join_parts

__all__ = ["DEATHS", "Made", "OtherVersion", "Workers", "local_workers", "make_parts"]

DEATHS = 3
"""An article during which so many workers died is left out."""

_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
_IDLE_SECONDS = 20  # after which a worker ends; one whose run was killed ends so, too


class OtherVersion(RuntimeError):
    """A worker has another version of Verbatim than the process that asks."""


class Workers(NamedTuple):
    """Who does the work.

    Attributes:
        executor: takes a function and its arguments.
        slots: returns how many batches it shall be given at once.
        deaths: returns how many workers died, by the exception that a batch ended with.
    """

    executor: Executor
    slots: Callable[[], int]
    deaths: Callable[[BaseException], int]


class Made(NamedTuple):
    """What came of a batch: the bytes of its part, and what went wrong with some of its articles."""

    batch: Batch
    part: bytes
    problems: list[dict[str, str]]


class _Processes(Executor):
    """Processes of this machine, each a pool of its own."""

    def __init__(self) -> None:
        self._idle: list[Executor] = []

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        from joblib.externals.loky import ProcessPoolExecutor  # needs no `if __name__ == "__main__"` in a script

        one = self._idle.pop() if self._idle else ProcessPoolExecutor(1, timeout=_IDLE_SECONDS, env=_ENVIRONMENT)
        future: Future[Any] = one.submit(function, *args, **kwargs)

        def done(future: Future[Any]) -> None:
            if not future.cancelled() and not isinstance(future.exception(), BrokenExecutor):
                self._idle.append(one)

        future.add_done_callback(done)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        while self._idle:
            self._idle.pop().shutdown(wait=wait)


class _Here(Executor):
    """This process itself."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@contextlib.contextmanager
def local_workers(count: int) -> Iterator[Workers]:
    """Start so many processes on this machine, as they are needed; with 0, work in this one."""
    executor = _Processes() if count else _Here()
    try:
        yield Workers(executor, lambda: max(count, 1), lambda error: int(isinstance(error, BrokenExecutor)))
    finally:
        executor.shutdown(wait=False)


@dataclass
class _Try:
    """A batch, or one article of it, on its way."""

    batch: Batch
    of: Batch
    deaths: int = 0


@dataclass
class _Pieces:
    """What has come of the articles of a batch that had to be taken one by one."""

    left: int
    parts: dict[int, bytes]
    problems: dict[int, dict[str, str]]


def make_parts(
    function: Callable[[Any], bytes], batches: Iterable[Batch], workers: Workers, *, stage: str
) -> Iterator[Made]:
    """Apply a function to the articles of each batch; the results come as they are ready.

    A batch whose worker died is tried once more; then, as where the function failed, its articles are taken
    one by one. One that fails, or during which ``DEATHS`` workers have died, is left out and told as a problem.
    What a worker died over is tried again alone: that gives it all the memory there is, and where the workers are
    a cluster's, which cannot tell at which of its batches one died, no other batch is blamed.

    Args:
        function: from a frame of articles to the bytes of a part; what it makes of an article must not depend
            on the other articles of the frame.
        batches: no more of them are asked for than are worked on, and one.
        workers: who does it.
        stage: what is done, as the problems name it.
    """
    coming = iter(batches)
    again: deque[_Try] = deque()
    running: dict[Future[bytes], _Try] = {}
    pieces: dict[int, _Pieces] = {}
    ahead = next(coming, None)

    def slots() -> int:
        in_doubt = any(attempt.deaths for attempt in (*running.values(), *again))
        return 1 if in_doubt else workers.slots()

    try:
        while running or again or ahead is not None:
            while (again or ahead is not None) and len(running) < slots():
                if again:
                    attempt = again.popleft()
                else:
                    assert ahead is not None
                    attempt, ahead = _Try(ahead, ahead), None
                running[workers.executor.submit(function, attempt.batch.articles)] = attempt
                if ahead is None:
                    ahead = next(coming, None)
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                attempt = running.pop(future)
                made = _settle(attempt, future, again, pieces, function, workers, stage)
                if made:
                    yield made
    finally:
        for future in running:
            future.cancel()


def _settle(
    attempt: _Try,
    future: Future[bytes],
    again: deque[_Try],
    pieces: dict[int, _Pieces],
    function: Callable[[Any], bytes],
    workers: Workers,
    stage: str,
) -> Made | None:
    """Take a result, or see to it that the work is done again; return the batch's part once it is whole."""
    error = future.exception()
    whole = attempt.batch is attempt.of
    if error is None and whole:
        return Made(attempt.batch, future.result(), [])
    if isinstance(error, OtherVersion | ImportError | KeyboardInterrupt):
        raise error
    if error is not None and (died := workers.deaths(error)):
        attempt.deaths += died
        if attempt.deaths < (DEATHS - 1 if whole else DEATHS):
            again.append(attempt)
            return None
        reason = f"{attempt.deaths} workers died over it; they may have lacked memory"
    else:
        reason = "" if error is None else f"{type(error).__name__}: {first_line(error)}"
    of = attempt.of
    if whole:
        count = len(of.articles)
        pieces[of.number] = _Pieces(count, {}, {})
        for row in range(count):
            one = replace(of, number=row, articles=of.articles.iloc[[row]].reset_index(drop=True))
            again.append(_Try(one, of, attempt.deaths))
        return None
    piece, row = pieces[of.number], attempt.batch.number
    if error is None:
        piece.parts[row] = future.result()
    else:
        article = attempt.batch.articles.iloc[0]
        piece.problems[row] = {
            "path": str(article["path"]),
            "stage": stage,
            "reason": f"article {article['article']!r} cannot be worked on ({reason})",
        }
    piece.left -= 1
    if piece.left:
        return None
    del pieces[of.number]
    empty = function(of.articles.iloc[:0]) if not piece.parts else b""
    parts = [piece.parts[row] for row in sorted(piece.parts)] or [empty]
    problems = [piece.problems[row] for row in sorted(piece.problems)]
    return Made(of, join_parts(parts, problems), problems)
