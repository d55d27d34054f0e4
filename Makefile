# `make run` and `make test` are all that everyday work needs; `make help` says what the others do.
.DEFAULT_GOAL := help
SHELL := /bin/bash
UV := .uv/bin/uv
BIN := .venv/bin
HOME_DIR ?= home
LANDING ?= $(HOME_DIR)/landing

export DAGSTER_DISABLE_TELEMETRY := 1
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export DO_NOT_TRACK := 1

help:            ## what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 14

setup: .venv/.ready  ## install the locked versions into .venv

.venv/.ready: requirements.lock pyproject.toml
	@test -x $(UV) || (python3 -m venv .uv && .uv/bin/pip -q install 'uv>=0.9')
	@test -x $(BIN)/python || $(UV) venv -q --python python3 .venv
	@$(UV) pip sync -q --python $(BIN)/python --compile-bytecode --require-hashes requirements.lock
	@$(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

# The fictional council is written once, below the home; a landing folder of your own is never written to.
$(HOME_DIR)/.sample: | setup
	@$(BIN)/scorecards sample $(HOME_DIR)/landing
	@touch $@

run: setup $(if $(filter $(HOME_DIR)/landing,$(LANDING)),$(HOME_DIR)/.sample)  ## one night, from extracts to a published scorecard
	@$(BIN)/scorecards nightly --landing $(LANDING) --home $(HOME_DIR)

lock:          ## write requirements.lock anew from pyproject.toml
	@test -x $(UV) || (python3 -m venv .uv && .uv/bin/pip -q install 'uv>=0.9')
	$(UV) pip compile pyproject.toml --group dev --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11 --quiet --output-file requirements.lock

serve: setup  ## Dagster's pages and its daemon, on this machine only
	@$(BIN)/scorecards serve --landing $(LANDING) --home $(HOME_DIR)

doctor: setup  ## what is wrong with this machine or configuration, and how to mend it
	@$(BIN)/scorecards doctor --home $(HOME_DIR)

check: setup   ## linters, types, dbt parse, Dagster definitions, layer lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --disable-progress-bar models dbt_project/tests
	$(BIN)/python -m tests.layers.lint
	DBT_TARGET_PATH=$(HOME_DIR)/check/target DBT_LOG_PATH=$(HOME_DIR)/check/logs $(BIN)/dbt --quiet --warn-error --no-partial-parse parse --project-dir $(CURDIR) --profiles-dir $(CURDIR)/dbt_project
	SCORECARDS_HOME=$(HOME_DIR)/check $(BIN)/scorecards prepare
	SCORECARDS_HOME=$(abspath $(HOME_DIR))/check DAGSTER_HOME=$(abspath $(HOME_DIR))/check/dagster $(BIN)/dagster definitions validate -w workspace.yaml

# The browser tests need a Chromium. Where we may install Debian's, we do; elsewhere they are skipped and say so.
chromium:
	@command -v chromium chromium-browser google-chrome >/dev/null \
		|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && echo "Installing Debian's chromium for the browser tests" \
			&& apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-liberation >/dev/null; } \
		|| echo "No Chromium here: the browser tests will be skipped"

test: check chromium  ## everything in `check`, then every test
	$(BIN)/pytest -n 2 --dist loadfile

bench: setup   ## the nightly run, dbt alone and the same SQL in DuckDB, side by side
	$(BIN)/python -m benchmarks.nightly

growth: setup  ## the KPI models on a council 1, 2, 4 and 8 times the size
	$(BIN)/python -m benchmarks.growth

large: setup   ## one file of five million rows through the process that reads deliveries
	$(BIN)/python -m benchmarks.large

workbook: setup  ## a workbook of 200,000 rows: its ingest beside what the reader library takes merely to read it
	$(BIN)/python -m benchmarks.workbook

everyone: setup chromium  ## every page of the last edition in a real browser: barriers, keyboard, zoom, print, colours
	SCORECARDS_EDITION=$(abspath $(HOME_DIR))/published/current $(BIN)/pytest -n 2 tests/browser

formats: setup  ## every number of the last edition: pages, print, workbook, slides, CSV and Parquet against the marts
	SCORECARDS_EDITION=$(abspath $(HOME_DIR))/published/current $(BIN)/pytest tests/agreement

papers: setup  ## extracts made from the five papers' figures, one real night, every printed figure compared
	$(BIN)/python -m tests.papers

# Bounded by a count of files, never by a time; one delivery again by its number: python -m tests.fuzz --seed 1 --only 17
FILES ?= 50000
SEED ?= 1
fuzz: setup    ## damaged files of every format (FILES=50000 SEED=1): accepted, rows quarantined or refused, nothing else
	nice -n 10 $(BIN)/python -m tests.fuzz --files $(FILES) --seed $(SEED)

feeds: setup   ## a whole night without each feed in turn, compared with one that has them all
	$(BIN)/python -m tests.feeds

.PHONY: help setup lock run serve doctor check chromium test everyone formats bench growth large workbook papers feeds fuzz
