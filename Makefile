# make run    read corpus/ and write the tables to outputs/
# make test   all tests
# make lint   ruff and mypy
# make score  measure against the gold documents
# make golden    write tests/golden/ anew and show what changed
# make baseline  write gold/baseline.tsv, below which no score may fall, anew, and the scores in the README
# Needs Python 3.11 or newer (PYTHON=... to choose one); everything else is put into VENV.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
OUT ?= outputs
SHARED ?= ../shared
DOCUMENTS = $(wildcard corpus/*.txt corpus/*.docx corpus/*.pdf corpus/*.html)

.PHONY: run test lint score golden baseline clean

run: $(VENV)/installed
	@mkdir -p $(OUT)
	@$(BIN)/zhengce extract $(DOCUMENTS) --out $(OUT) || [ $$? -eq 3 ]
	@echo "打开 open: $(OUT)/zhengce.xlsx (任务分解表), $(OUT)/tasks.csv, $(OUT)/targets.csv"

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/mypy

score: $(VENV)/installed
	@echo "== corpus"
	@$(BIN)/zhengce evaluate $(foreach file,$(wildcard gold/*.json),--gold $(file)) --corpus corpus --out $(OUT)/score-corpus
	@if [ -d $(SHARED)/gold ]; then \
	  for set in "seeds $(SHARED)/gold/seeds $(SHARED)/seeds" "dev $(SHARED)/gold/dev $(SHARED)/gold/dev/text" \
	    "real gold/real $(SHARED)/real" "set_aside gold/set_aside $(SHARED)/real"; do \
	    set -- $$set; echo; echo "== $$1"; \
	    $(BIN)/zhengce evaluate --gold $$2 --corpus $$3 --out $(OUT)/score-$$1; \
	  done; \
	else echo "$(SHARED)/gold 不在此处 is not here: measured on the project's own documents only"; fi

golden: $(VENV)/installed-dev
	@rm -f tests/golden/*.csv
	@$(BIN)/python -m pytest tests/test_golden.py >/dev/null || $(BIN)/python -m pytest tests/test_golden.py
	@git diff --stat -- tests/golden

baseline: $(VENV)/installed
	@$(BIN)/python -m gold.baseline
	@git diff --stat -- gold/baseline.tsv

clean:
	rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "需要Python 3.11以上 needs Python 3.11 or newer: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/installed-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/installed

# make ner-train   train the recognisers of spaCy and HanLP anew into extractors/ner/models/
# make ner-report  measure rules, recognisers and hybrid: docs/ner.md, docs/ner.json
# Both need the real documents (SHARED); HanLP is put into an environment of its own, since it brings torch.
HANLP ?= $(VENV)/hanlp
TORCH ?= torch==2.13.0
MODELS = extractors/ner/models
NER_DATA = --data $(SHARED)/real --data $(SHARED)/seeds --data corpus \
  --gold gold/real --gold $(SHARED)/gold/seeds $(foreach file,$(wildcard gold/*.json),--gold $(file)) \
  --hold-out gold/set_aside --hold-out $(SHARED)/gold/dev

.PHONY: ner-train ner-train-spacy ner-train-hanlp ner-report
ner-train: ner-train-spacy ner-train-hanlp

ner-train-spacy: $(VENV)/installed-dev
	OMP_NUM_THREADS=1 $(BIN)/zhengce train --backend spacy $(NER_DATA) --out $(MODELS)/zh_entities

ner-train-hanlp: $(HANLP)/installed
	OMP_NUM_THREADS=1 $(HANLP)/bin/zhengce train --backend hanlp $(NER_DATA) --out $(MODELS)/zh_characters_hanlp

ner-report: $(VENV)/installed-dev $(HANLP)/installed
	@OMP_NUM_THREADS=1 $(BIN)/python -m pipeline.ner.report --shared $(SHARED) --hanlp $(HANLP)/bin/python --out docs

$(HANLP)/installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m venv $(HANLP)
	$(HANLP)/bin/python -m pip install --quiet --disable-pip-version-check $(TORCH)
	$(HANLP)/bin/python -m pip install --quiet --disable-pip-version-check -e '.[hanlp]'
	@touch $@
