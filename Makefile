# `make report` and `make test` need nothing but Python 3.11 or newer and make; `make help` lists the rest.
PYTHON ?= python3
BIN := .venv/bin
ARTICLES ?= data/articles
OUT ?= reports
CORPORA ?= ../shared/corpora
# The list of speakers in data/ is about the sample articles; name your own for yours: OPTIONS="--param speakers=FILE".
OPTIONS ?= $(if $(filter data/articles,$(ARTICLES)),--param speakers=data/speakers.csv)

.DEFAULT_GOAL := help
.PHONY: help report lab test lint evaluate screenshots bench fuzz clean

help: ## show this list
	@grep -hE '^[a-z]+:.*## ' Makefile | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.venv/.ok: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Verbatim needs Python 3.11 or newer. Name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@# setuptools warns of every editable installation, in a box that looks like an error
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

report: .venv/.ok ## read the articles in ARTICLES (default: data/articles), write OUT/index.html (default: reports)
	$(BIN)/python -m analysis report $(ARTICLES) --out $(OUT) $(OPTIONS)

lab: .venv/.ok ## open the notebooks in JupyterLab
	$(BIN)/jupyter lab notebooks

test: .venv/.ok lint ## check the style and types, run all tests
	$(BIN)/python -m pytest

lint: .venv/.ok ## check style, notebooks included, and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

evaluate: .venv/.ok ## measure the models on the annotated corpora in CORPORA (default: ../shared/corpora)
	$(BIN)/python -m analysis evaluate quotes $(CORPORA)/polnear/dev.jsonl --floors analysis/models/quotes/figures.json
	$(BIN)/python -m analysis evaluate speakers $(CORPORA)/polnear/dev.jsonl $(CORPORA)/polnear/dev-speakers.jsonl \
		--floors analysis/models/quotes/speakers.json
	$(BIN)/python -m analysis evaluate tone $(CORPORA)/newsmtsc/dev-rw.jsonl --floors analysis/models/tone/figures-rw.json
	$(BIN)/python -m analysis evaluate tone $(CORPORA)/newsmtsc/dev-mt.jsonl --floors analysis/models/tone/figures-mt.json

screenshots: .venv/.ok ## take the pictures of the README anew; needs Chromium
	$(BIN)/python tests/pages/screenshots.py

bench: .venv/.ok ## measure speed, each figure beside a peer's in the same run
	for bench in tests/benchmarks/bench_*.py; do $(BIN)/python $$bench || exit 1; done

fuzz: .venv/.ok ## try ten thousand broken files of all formats
	VERBATIM_FUZZ=10000 $(BIN)/python -m pytest tests/test_fuzz.py

clean: ## remove the environment and the reports
	rm -rf .venv $(OUT)/*.html $(OUT)/*.pdf $(OUT)/*.ipynb $(OUT)/run.json \
		$(OUT)/articles $(OUT)/assets $(OUT)/figures $(OUT)/tables
