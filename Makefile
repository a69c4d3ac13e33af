# make run, make test: all the set-up they need is a Python 3.11 or newer and make.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
ARGS ?=
# Programs that are started again and again keep their bytecode.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check lint types imports format bench gains torture screenshots catalogues clean
.DEFAULT_GOAL := run

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "unreader needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@$(BIN)/python -m compileall -q unreader
	@touch $@

run: $(STAMP)        ## open the reader on this folder's library (make run ARGS="E/2024/30 para 23")
	@$(BIN)/unreader $(ARGS)

test: $(STAMP)       ## run the tests
	$(BIN)/python -m pytest $(ARGS)

check: lint types imports test   ## everything that must hold before a change lands

lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(STAMP)
	$(BIN)/mypy

imports: $(STAMP)
	$(BIN)/lint-imports

format: $(STAMP)     ## put the code into the house's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(STAMP)      ## measure (see docs/measurements.md)
	$(BIN)/python -m bench

gains: $(STAMP)      ## citations gained, lost and changed since a commit (make gains ARGS="--against main FOLDER")
	$(BIN)/python bench/gains.py $(ARGS)

torture: $(STAMP)    ## kill the store at random moments and count what is lost
	$(BIN)/python bench/torture.py --trials 1000

screenshots: $(STAMP) ## make the pictures of the README anew from the app itself
	$(BIN)/python docs/make_screenshots.py

catalogues: $(STAMP)  ## bring the translations of the interface up to date with its strings
	$(BIN)/python docs/make_catalogues.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
