# `make` sets up .venv and writes the report; `make test` sets up .venv and runs every check; `make bench` sets up
# .venv and writes docs/benchmarks.md; `make experiments` sets up .venv, trains all networks again, goes on where it
# was interrupted, and writes docs/experiments.md. All need Python >= 3.11.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: report test bench experiments
.DELETE_ON_ERROR:

report: .venv/.installed
	$(BIN)/symfeat report -o build/report
	@echo "The report is in build/report/; open build/report/index.html"

test: .venv/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --dist loadfile

bench: .venv/.installed-bench
	$(BIN)/python benchmarks/run.py

experiments: .venv/.installed-experiments
	$(BIN)/symfeat experiment all -o experiments/results
	$(BIN)/python experiments/page.py

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("symfeat needs Python 3.11 or later; $(PYTHON) is %d.%d" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"

# The stamps stand for a finished installation, so that a second run goes straight to work.
.venv/.installed: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

.venv/.installed-dev: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch .venv/.installed $@

.venv/.installed-experiments: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --editable ".[experiments]"
	touch .venv/.installed $@

.venv/.installed-bench: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --editable . --group bench
	touch .venv/.installed $@
