# Everything runs in .venv, made from nothing but Python >= 3.11.
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
  if $$each $(NEW_ENOUGH) 2>/dev/null; then echo $$each; break; fi; done)
# .ready: the tool can run; .ready-dev: it can be tested and checked too.
# Hundreds of tests start the program anew: without byte code each would compile it first.
unexport PYTHONDONTWRITEBYTECODE
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev

# Each worker takes neighbouring tests, which share what is dear to make, and then what is left.
PYTEST := $(BIN)/python -m pytest -n 2 --dist worksteal -ra

.PHONY: help demo env test test-all check format bench clean

help:  ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

$(BIN)/python:
	@test -n '$(PYTHON)' && $(PYTHON) $(NEW_ENOUGH) \
	  || { echo 'Python 3.11 or newer is needed: make PYTHON=/path/to/python3.12 ...' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(READY): pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e .
	@touch $@

$(READY_DEV): pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e '.[all,dev]'
	@touch $@ $(READY)

demo: $(READY)  ## Audit the sample data: a fictional city land bureau's year
	$(BIN)/disclosure-audit scan sample_data/register.xlsx sample_data/catalog.csv

env: $(READY_DEV)  ## Make the environment that everything runs in

test: $(READY_DEV)  ## Run the tests
	$(PYTEST) -m "not slow"

test-all: $(READY_DEV)  ## Run the slow tests too, and properties on more examples
	THOROUGH=1 $(PYTEST)

check: $(READY_DEV)  ## Lint, format, types, import law
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY_DEV)  ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY_DEV)  ## Measure quality and speed; CATALOGS=... adds real catalogs, BENCH=... options
	$(BIN)/python -m benchmarks all $(CATALOGS) --write-docs $(BENCH)

clean:  ## Remove the environment and what was built
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
