"""A Dask cluster as the workers; Dask itself is imported only here, and only when asked for."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from analysis.stream.workers import Workers

__all__ = ["cluster_workers"]

_SECONDS = 30  # to wait for the scheduler, and for the first worker


@contextlib.contextmanager
def cluster_workers(scheduler: str) -> Iterator[Workers]:
    """Use the workers of a Dask scheduler; they may come and go.

    Args:
        scheduler: its address, ``tcp://host:8786``.

    Raises:
        ValueError: there is no scheduler at this address, or it has no workers.
    """
    from dask import config
    from distributed import Client
    from distributed.scheduler import KilledWorker

    try:
        # Whatever the Dask of this machine is set to: a busy scheduler may take its time.
        with config.set({"distributed.comm.timeouts.connect": f"{_SECONDS}s"}):
            client = Client(scheduler, timeout=_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ValueError(f"{scheduler}: there is no Dask scheduler at this address ({error})") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_SECONDS)
        except TimeoutError as error:
            raise ValueError(
                f"{scheduler}: this scheduler has no workers; start some: dask worker {scheduler}"
            ) from error

        def slots() -> int:
            # One more for each worker than it works on, so that none waits for the next.
            return max(1, len(client.nthreads()) * 2)

        def deaths(error: BaseException) -> int:
            # The scheduler itself gives a batch to other workers before it says that they died.
            return error.allowed_failures + 1 if isinstance(error, KilledWorker) else 0

        yield Workers(client.get_executor(pure=False), slots, deaths)
