# make run   sets everything up and turns fixtures/documents into records under output/
# make test  sets everything up and runs all tests
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
# Two processes; the one that is done first takes over half of what the other has left.
PYTEST := $(BIN)/pytest -n 2 --dist worksteal

CHROMIUM := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

.PHONY: browser run test quick check lint types layers floors bench calibrate eval eval-recommendations eval-repair bench-runs screenshots lock clean

run: $(READY)
	$(BIN)/upr run fixtures/documents --output output

test: $(READY) browser
	$(PYTEST)

quick: $(READY)
	$(PYTEST) -m "not slow and not corpus"

# Tests of pages need a Chromium; where they can, they get Debian's. Elsewhere they are skipped, and say so.
browser:
ifeq ($(CHROMIUM),)
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	else echo "no chromium: tests of pages will be skipped (apt install chromium)" >&2; fi
endif

# What is no test is done two at a time: none of it needs another, or more than one core.
check: $(READY)
	$(MAKE) -j 2 lint types layers floors
	$(MAKE) test

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/lint-imports

# Quality may not fall below what it was: fixtures/gold/floors.toml.
floors: $(READY)
	$(BIN)/upr eval fixtures/gold --floors fixtures/gold/floors.toml --quiet

# Both halves of the gold set: rules are written on develop, and judged on judge.
eval: $(READY)
	$(BIN)/upr eval fixtures/gold/develop --by genre
	$(BIN)/upr eval fixtures/gold/judge --by genre

bench: $(READY)
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/pdf.py
	$(BIN)/python benchmarks/afternoon.py
	$(BIN)/python benchmarks/report.py

# How sure each rule is, from the develop half: pipeline/vocabulary/shares.py. After rules have changed.
calibrate: $(READY)
	$(BIN)/python benchmarks/calibrate.py

# Runs over 10,000 made documents: some minutes, and the machine should have nothing else to do.
bench-runs: $(READY)
	$(BIN)/python -m benchmarks.runs

# The corpus beside the repository: 66 Working Group reports with UPR-Info's hand-made rows.
eval-recommendations: $(READY)
	$(BIN)/python benchmarks/eval_recommendations.py

# UPR_CORPUS names the folder of real reports; without it nothing is measured.
eval-repair: $(READY)
	$(BIN)/python benchmarks/eval_repair.py

# The pictures of the README, from the fixtures.
screenshots: $(READY)
	$(BIN)/python -m docs.take_screenshots

# The lock holds for Python 3.11 to 3.13 on every platform, with a hash for each file.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --group dev --extra dask pyproject.toml --output-file requirements.lock

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	  || { echo "upr needs Python 3.11, 3.12 or 3.13: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

clean:
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
