"""What is taken out of an encoder, and what the rest makes of it."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from torch import nn  # noqa: E402

from analysis.training.encoder import Encoder, Shape  # noqa: E402
from analysis.training.prune import _surgeon, prune, unlikeness  # noqa: E402

WHOLE = Shape(2, 64, heads=2, inner=48)


def apart(small, whole, inputs, heads=()):
    with torch.no_grad():
        return unlikeness(small.read(*inputs), whole.read(*inputs), inputs[3], heads)


@pytest.fixture
def encoder():
    torch.manual_seed(1)
    return Encoder(WHOLE, vocabulary=50).eval()


@pytest.fixture
def texts():
    torch.manual_seed(2)
    ids = torch.randint(0, 50, (40, 30))
    return [(ids, torch.zeros_like(ids), torch.zeros_like(ids), torch.randint(5, 31, (40,)))]


def test_nothing_taken_out_changes_nothing(encoder, texts):
    small = prune(encoder, texts, shape=WHOLE, progress=False)
    assert apart(small, encoder, texts[0]) < 1e-10


def test_of_two_neurons_that_do_the_same_one_is_enough(encoder, texts):
    with torch.no_grad():
        for layer in encoder.layers:
            layer.up.weight[20:40], layer.up.bias[20:40] = layer.up.weight[:20], layer.up.bias[:20]
    small = prune(encoder, texts, shape=WHOLE._replace(inner=28), progress=False)
    assert small.layers[0].up.weight.shape == (28, 64)
    assert apart(small, encoder, texts[0]) < 1e-4


def test_a_head_that_says_always_the_same_is_taken_out(encoder, texts):
    with torch.no_grad():
        for layer, head in zip(encoder.layers, (1, 0), strict=True):
            layer.qkv.weight[128 + 32 * head :][:32] = 0  # its values are its bias now
    small = prune(encoder, texts, shape=WHOLE._replace(heads=1), progress=False)
    assert apart(small, encoder, texts[0]) < 1e-4
    assert torch.equal(small.layers[0].qkv.weight[:32], encoder.layers[0].qkv.weight[:32])


def test_what_is_left_does_the_best_that_least_squares_can(texts):
    torch.manual_seed(3)
    inputs = torch.randn(500, 9).double() @ torch.randn(9, 9).double() + 1
    layer = nn.Linear(9, 4)
    ones = torch.cat([inputs, torch.ones(500, 1)], 1)
    keep, weight, bias = _surgeon(layer, ones.T @ ones / 500, keep=6, group=1)
    said = layer(inputs.float()).double()
    best = torch.linalg.lstsq(torch.cat([inputs[:, keep], torch.ones(500, 1)], 1), said).solution
    assert torch.allclose(torch.cat([weight, bias[:, None]], 1).double(), best.T, atol=2e-2)


def test_words_beyond_the_end_do_not_count(encoder, texts):
    ids, zero, _, lengths = texts[0]
    other = ids.clone()
    for row, n in zip(other, lengths, strict=True):
        row[n:] = 3
    shape = WHOLE._replace(heads=1, inner=30)
    one, two = (prune(encoder, [(some, zero, zero, lengths)], shape=shape, progress=False) for some in (ids, other))
    assert all(torch.allclose(a, b, atol=1e-4) for a, b in zip(one.parameters(), two.parameters(), strict=True))
    assert torch.isclose(apart(one, encoder, texts[0]), apart(one, encoder, (other, zero, zero, lengths)))


def test_what_a_head_makes_of_the_states_counts(encoder, texts):
    small = prune(encoder, texts, shape=WHOLE._replace(heads=1), progress=False)
    deaf, keen = nn.Linear(64, 3), nn.Linear(64, 3)
    with torch.no_grad():
        gap = (small(*texts[0]) - encoder(*texts[0])).flatten(0, 1)
        _, _, ways = torch.linalg.svd(gap, full_matrices=False)
        deaf.weight.copy_(ways[-3:])  # looks where the two differ least
        keen.weight.copy_(ways[:3])
    without = apart(small, encoder, texts[0])
    assert without < apart(small, encoder, texts[0], [deaf]) < apart(small, encoder, texts[0], [keen])
