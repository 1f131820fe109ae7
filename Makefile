# make run: the dashboard on http://127.0.0.1:8050 (HOST and PORT change it)
# make test: programs, lint, types, audit of the pinned packages, unit, hosting and browser tests
# make bench: all measurements in one table (QUICK=--quick: a small one, to try)
# make equality OLD=<ref>: this work tree answers as the version of that commit does
# make load: 100 readers for two minutes while workers die and the app restarts (QUICK, too)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
QUICK ?=
CODE := app.py gunicorn.conf.py data components callbacks tests
# Bytecode is kept, which a start is a quarter faster with, but not beside the sources: a clone
# stays as it was.
export PYTHONPYCACHEPREFIX = $(abspath $(VENV))/bytecode

.PHONY: run assets test programs lint types audit unit hosting browser screenshots bench load equality clean

# on this machine alone, unless HOST says otherwise
run: $(VENV)/runtime.stamp
	HOST="$${HOST:-127.0.0.1}" exec $(BIN)/gunicorn app:server

test: programs lint types audit unit hosting browser

# What tests start and no package of Python's brings: installed where that may be, else named.
programs:
	@sh .ci/programs

lint: $(VENV)/checks.stamp
	$(BIN)/ruff check --no-cache $(CODE)
	$(BIN)/ruff format --no-cache --check $(CODE)

types: $(VENV)/checks.stamp
	$(BIN)/mypy --cache-dir=/dev/null app.py data components callbacks

# Fails on a known vulnerability; says so out loud where no database of them can be reached.
audit: $(VENV)/checks.stamp
	$(BIN)/python -m tests.audit

unit: $(VENV)/checks.stamp
	$(BIN)/python -m pytest -q -n 2 -m "not browser and not hosting"

# one process: its programs run once, and their workers use the other core
hosting: programs $(VENV)/checks.stamp
	$(BIN)/python -m pytest -q -rs tests/hosting

browser: programs $(VENV)/checks.stamp
	$(BIN)/python -m pytest -q -m browser -n 2 --dist worksteal

screenshots: programs $(VENV)/checks.stamp
	$(BIN)/python -m tests.browser.screenshots docs/screenshots

bench: programs $(VENV)/checks.stamp
	$(BIN)/python -m tests.bench $(QUICK)

load: $(VENV)/checks.stamp
	$(BIN)/python -m tests.load $(QUICK)

equality: $(VENV)/checks.stamp
	$(BIN)/python -m tests.equality $(OLD)

# What is vendored, made anew (needs npm), and what is compressed ahead. Its results are committed.
assets: $(VENV)/runtime.stamp
	sh assets/bundles/build.sh
	PYTHONPATH=. $(BIN)/python assets/pack.py

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; $(PYTHON) is older or missing. Set PYTHON=python3.x."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "No virtual environment could be made; on Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/runtime.stamp: requirements.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/checks.stamp: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/runtime.stamp

clean:
	rm -rf $(VENV)
