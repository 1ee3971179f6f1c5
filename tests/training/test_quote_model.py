"""The model's arithmetic, where torch is installed to train with."""

import itertools

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("safetensors")

from analysis.quotes.tags import ALLOWED, ENDS, STARTS, TAGS, best_paths, marginals  # noqa: E402
from analysis.training.encoder import MPNET, Encoder, _relative  # noqa: E402
from analysis.training.quote_model import QuoteModel  # noqa: E402


@pytest.fixture(scope="module")
def model():
    torch.manual_seed(1)
    made = QuoteModel()
    torch.nn.init.normal_(made.transitions)
    return made


def sequences(words):
    """All sequences of tags that may be."""
    for tags in itertools.product(range(len(TAGS)), repeat=words):
        moves = all(ALLOWED[a, b] for a, b in itertools.pairwise(tags))
        if STARTS[tags[0]] and ENDS[tags[-1]] and moves:
            yield tags


@pytest.mark.parametrize("words", [1, 2, 3, 4])
def test_the_norm_is_the_sum_over_all_sequences(model, words):
    emissions = torch.randn(2, 4, len(TAGS))
    moves = model.allowed_transitions()
    for row in emissions:
        scores = [
            sum(row[i, tag] for i, tag in enumerate(tags)) + sum(moves[a, b] for a, b in itertools.pairwise(tags))
            for tags in sequences(words)
        ]
        told = model.crf_norm(row[None], torch.tensor([words]))
        assert told.item() == pytest.approx(torch.logsumexp(torch.stack(scores), 0).item(), abs=1e-4)


def test_the_likeliest_sequence_costs_least_and_no_cost_is_below_zero(model):
    emissions = 3 * torch.randn(4, 33, len(TAGS))
    lengths = torch.tensor([33, 20, 2, 1])
    moves = model.allowed_transitions().detach().numpy()
    tags = torch.zeros_like(emissions)
    for i, n in enumerate(lengths.tolist()):
        tags[i, np.arange(n), best_paths([emissions[i, :n].numpy()], moves)[0]] = 1
    best = model.crf_loss(emissions, tags, lengths)
    nothing = torch.zeros_like(emissions)
    nothing[..., 0] = (torch.arange(33)[None] < lengths[:, None]).float()
    assert (best > -1e-3).all()
    assert (model.crf_loss(emissions, nothing, lengths) >= best - 1e-3).all()


def test_the_tags_of_a_word_are_together_certain(model):
    told = model.marginals(torch.randn(2, 9, len(TAGS)), torch.tensor([9, 5]))
    assert torch.allclose(told[0].sum(-1), torch.ones(9), atol=1e-4)
    assert torch.allclose(told[1, :5].sum(-1), torch.ones(5), atol=1e-4)
    assert (told[1, 5:] == 0).all()


def test_the_shipped_reader_and_the_trained_model_find_a_tag_as_likely(model):
    emissions, lengths = torch.randn(2, 9, len(TAGS)), [9, 5]
    told = model.marginals(emissions, torch.tensor(lengths))
    moves = model.allowed_transitions().detach().numpy()
    shipped = marginals([one[:n].numpy() for one, n in zip(emissions, lengths, strict=True)], moves)
    for one, other, n in zip(told, shipped, lengths, strict=True):
        assert np.allclose(one[:n].numpy(), other, atol=1e-4)


def test_relative_places_know_the_side_and_end_with_the_table():
    classes = _relative(torch.arange(400), MPNET.near)
    assert classes[7, 7] == 0
    assert classes[7, 9] != classes[9, 7]
    assert classes.min() == 0
    assert classes.max() == MPNET.near - 1


def test_what_is_beyond_the_end_changes_nothing():
    torch.manual_seed(1)
    encoder = Encoder().eval()
    ids = torch.randint(200, 900, (1, 12))
    zero = torch.zeros_like(ids)
    other = ids.clone()
    other[0, 8:] = 5
    lengths = torch.tensor([8])
    with torch.no_grad():
        a, b = (encoder(some, zero, zero, lengths)[0, :8] for some in (ids, other))
    assert torch.allclose(a, b, atol=1e-5)
