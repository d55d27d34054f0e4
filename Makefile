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
