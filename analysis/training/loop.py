"""The training loop that the models share: AdamW, warm-up and decay, averaged weights, resumable by epoch."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import Tensor, nn
from tqdm.auto import tqdm

__all__ = ["by_length", "fit", "fit_runs"]

T = TypeVar("T")


def by_length(
    rows: Iterable[T], length: Callable[[T], int], *, batch: int, near: int, rng: random.Random
) -> list[list[T]]:
    """Return batches of rows of like length, in any order: less padding, as much chance.

    Args:
        rows: what to learn from.
        length: of a row.
        batch: rows in each, but for the last.
        near: lengths that count as one, about.
        rng: all chance.
    """
    ordered = sorted(rows, key=lambda row: length(row) // near + rng.random())
    batches = [ordered[i : i + batch] for i in range(0, len(ordered), batch)]
    rng.shuffle(batches)
    return batches


def fit(
    model: Any,
    out: Path,
    *,
    batches: Callable[[random.Random], Sequence[Any]],
    steps: int,
    loss: Callable[[Any, Any, random.Random], Tensor],
    epochs: int,
    seed: int,
    rate: float,
    stop: int | None = None,
    average: float = 0.997,
    progress: bool = True,
) -> None:
    """Train a model that has an ``encoder``; goes on from the last whole epoch in ``out`` if there is one.

    Where there is a GPU that torch can use, the model is left there.

    At the end the model holds the exponential moving average of its weights, which is better than the last ones
    and needs no choice of the step to stop at (Polyak and Juditsky, 1992, in the form that Izmailov et al., 2018,
    compare with).

    Args:
        model: the torch module, its encoder with published weights.
        out: folder for the state of the training.
        batches: gives the batches of an epoch.
        steps: batches an epoch, about: the rate falls over ``epochs`` times as many.
        loss: of the model on a batch.
        epochs: passes over the data.
        seed: of all chance.
        rate: highest learning rate of the encoder; the heads learn five times as fast.
        stop: the epoch to stop after, for another run to go on from; none for the last.
        average: share of the average that each step keeps.
        progress: whether to show a bar.
    """
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model.to(device)
    encoder = [p for p in model.encoder.parameters() if p.requires_grad and p is not model.encoder.classes.weight]
    inside = {id(p) for p in encoder}
    heads = [p for p in model.parameters() if p.requires_grad and id(p) not in inside]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": rate}, {"params": heads, "lr": 5 * rate}],
        weight_decay=0.01,
        fused=device.type == "cuda",
    )
    all_steps = epochs * steps
    warm = max(all_steps // 12, 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda i: min((i + 1) / warm, max(0.02, (all_steps - i) / max(all_steps - warm, 1)))
    )
    averaged = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(average)
    )
    parts: dict[str, Any] = {"model": model, "average": averaged, "optimizer": optimizer, "schedule": schedule}
    out.mkdir(parents=True, exist_ok=True)
    saved, done = out / "state.pt", 0
    if saved.exists():
        state = torch.load(saved, map_location=device)
        for name, part in parts.items():
            part.load_state_dict(state[name])
        done = state["epoch"]
    for epoch in range(done, epochs if stop is None else stop):
        rng = random.Random(f"{seed}-{epoch}")
        torch.manual_seed(seed * 1000 + epoch)
        model.train()
        bar = tqdm(batches(rng), desc=f"epoch {epoch + 1}/{epochs}", disable=not progress, mininterval=20)
        mean = torch.zeros((), device=device)
        for i, batch in enumerate(bar):
            value = loss(model, batch, rng)
            optimizer.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            averaged.update_parameters(model)
            mean += (value.detach() - mean) / min(i + 1, 100)
            if i % 20 == 19:  # to read the loss is to wait for a GPU
                bar.set_postfix(loss=f"{mean.item():.2f}", refresh=False)
        torch.save({name: part.state_dict() for name, part in parts.items()} | {"epoch": epoch + 1}, saved)
    model.load_state_dict(averaged.module.state_dict())


def fit_runs(make: Callable[[], Any], out: Path, *, runs: int, shared: int, seed: int, **options: Any) -> Any:
    """Train several runs that begin alike and differ by chance from then on, and average them weight by weight.

    The mean is as good as all runs together, at the cost of one when it is used (Wortsman et al., "Model soups",
    ICML 2022); for that they must not be too far apart, so they may go the first epochs together (Frankle et al.,
    "Linear mode connectivity", ICML 2020).

    Args:
        make: makes the model to begin with.
        out: folder for the states, one folder a run.
        runs: how many.
        shared: epochs that all runs have in common.
        seed: of all chance of the shared epochs and of the first run; the other runs count up from it.
        options: for `fit`.

    Returns:
        A model of the averaged weights.
    """
    together = out / "shared"
    if shared:
        torch.manual_seed(1)
        fit(make(), together, seed=seed, stop=shared, **options)
    states = []
    for one in range(seed, seed + runs):
        own = out / str(one)
        own.mkdir(parents=True, exist_ok=True)
        if shared and not (own / "state.pt").exists():
            shutil.copy(together / "state.pt", own / "state.new")
            (own / "state.new").rename(own / "state.pt")
        torch.manual_seed(1)  # the same beginning whatever the seed
        model = make()
        fit(model, own, seed=one, **options)
        states.append(model.state_dict())
    model.load_state_dict({name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]})
    return model
