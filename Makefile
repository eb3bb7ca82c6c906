# Everything runs in .venv, which is made from uv.lock on first use; nothing needs to be activated.
PYTHON ?= python3
UV := .venv/bin/uv
RUN := .venv/bin/

.DEFAULT_GOAL := help
.PHONY: help setup warehouse test benchmark dev dashboard lint docs clean

help: ## say what there is to make
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-10s %s\n", $$1, $$2 }'

.venv/bin/python:
	$(PYTHON) -m venv .venv

# uv comes from PyPI into .venv; `uv sync` leaves it there, since it is in the lock file too
$(UV): .venv/bin/python
	.venv/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.9"

.venv/.synced: pyproject.toml uv.lock $(UV)
	$(UV) sync --frozen --quiet
	@touch $@

setup: .venv/.synced ## make the virtual environment, or bring it up to date

warehouse: setup ## read data/raw and publish data/warehouse/gongkai.duckdb
	$(RUN)gongkai build

test: setup ## run all tests
	$(RUN)pytest -n auto

benchmark: setup ## measure parse and the rules, and write docs/benchmarks.md and docs/rules-quality.md (FOLDERS="…" adds disclosures)
	$(RUN)python -m benchmarks $(FOLDERS)
	$(RUN)python -m benchmarks.quality

dev: setup ## open Dagster's web interface on http://127.0.0.1:3000
	DAGSTER_HOME="$(CURDIR)/.dagster" $(RUN)dagster dev --host 127.0.0.1 --port 3000 --module-name pipelines.definitions

dashboard: setup ## open the dashboard on http://127.0.0.1:8080, over what is published
	$(RUN)gongkai dashboard

lint: setup ## check format, lint and types
	$(RUN)ruff format --check
	$(RUN)ruff check
	$(RUN)pyright

docs: warehouse ## write the data dictionary, lineage, questions, commands and rules in docs anew
	$(RUN)python -m pipelines.marts.documentation docs
	$(RUN)python -m pipelines.cli.reference docs/commands.md
	$(RUN)python -m pipelines.checks.documentation docs/rules.md

clean: ## remove the virtual environment, caches and everything published
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis data/warehouse
	find pipelines schemas tests -name __pycache__ -type d -prune -exec rm -rf {} +
	find .dagster -mindepth 1 ! -name dagster.yaml -delete
