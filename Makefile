# Every target does its own set-up. Needs make and Python 3.11 or later, nothing else.

PYTHON ?= python3
DESCRIPTION ?= data/personas/dental_front_desk.txt
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test lint unit notebooks-check lab bench notebooks setup model browser lock clean

help:
	@echo "make demo       a persona report from a shipped description, with the embedded model"
	@echo "make lab        JupyterLab on the notebooks"
	@echo "make test       ruff, mypy, unit tests, notebooks, browser tests"
	@echo "make bench      figures: start-up, scoring, replay, sampling on the embedded model"
	@echo "make notebooks  run the notebooks again with the model and record its replies"
	@echo "make clean      remove .venv and caches; runs/ stays"

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "labkit needs Python 3.11 or later; try make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Setting up .venv (about a minute, 1.3 GB) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
	  --only-binary :all: -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-index \
	  --no-build-isolation --editable .
	@touch $@

setup: $(READY)

# Fetches the model once (93 MB) and verifies its hash; says nothing when it is there.
model: $(READY)
	@$(BIN)/labkit doctor --get-model >/dev/null

# Browser tests need Debian's chromium. Where apt cannot install it they are skipped, and say so.
browser:
	@command -v chromium >/dev/null || sh .ci/chromium

demo: model
	@$(BIN)/labkit report $(DESCRIPTION) --samples 2

lab: model
	@$(BIN)/jupyter trust notebooks/*.ipynb >/dev/null
	@$(BIN)/labkit serve -- $(BIN)/jupyter lab notebooks

test: model browser lint unit notebooks-check

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

unit: $(READY)
	@$(BIN)/python -m pytest -n 2 --dist loadfile

# Outputs are compared with what is committed; the replies come from the committed recordings.
notebooks-check: $(READY)
	@runs=$$(mktemp -d) && trap 'rm -rf "$$runs"' EXIT && \
	  LABKIT_REPLAY=1 LABKIT_RUNS="$$runs" $(BIN)/python -m pytest --nbval notebooks -p no:cacheprovider

bench: model
	@$(BIN)/python -m tests.bench

notebooks: model
	@$(BIN)/python -m labkit.notebooks

# Developers only: resolve pyproject.toml again. Needs uv; names no index.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --group dev \
	  --only-binary :all: --no-header --no-annotate --no-emit-index-url \
	  pyproject.toml --output-file requirements.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
