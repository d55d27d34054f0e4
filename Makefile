# Six targets for everyday work; `make help` says what each does.
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

landing: $(LANDING)/990  ## write the fictional council's extracts, once

$(LANDING)/990: setup
	@$(BIN)/scorecards sample $(LANDING)

run: landing  ## the main job: one night, from extracts to a published scorecard
	@$(BIN)/scorecards nightly --landing $(LANDING) --home $(HOME_DIR)

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

test: check    ## everything in `check`, then every test
	$(BIN)/pytest

bench: setup   ## the nightly run, dbt alone and the same SQL in DuckDB, side by side
	$(BIN)/python -m benchmarks.nightly

growth: setup  ## the KPI models on a council 1, 2, 4 and 8 times the size
	$(BIN)/python -m benchmarks.growth

.PHONY: help setup landing run serve doctor check test bench growth
