# Two commands: `make run` serves Folkmoot, `make test` checks it. Everything else is a part of these.
# Each target says in its ## comment what it does; `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

PORT ?= 8000
SEED ?= 7
ARGS ?=
export ARGS

.PHONY: help setup setup-dev browser postgresql run demo test lint format unit races journeys \
        postgresql-tests test-cluster bench soak clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' Makefile

setup: ## make .venv with what the server needs (done again only when the requirements change)
	@scripts/setup base

setup-dev: ## the same, with what the checks need
	@scripts/setup dev

browser: setup-dev ## see that Chromium is here, and install Debian's when it may
	@.venv/bin/python -m tests.support.chromium --install

postgresql: setup-dev ## see that PostgreSQL's programs are here, and install them when it may
	@.venv/bin/python -m tests.support.postgres --install

run: setup ## serve Folkmoot on http://127.0.0.1:8000 (PORT=9000 for another port)
	@exec .venv/bin/folkmoot serve --with-worker --port $(PORT)

demo: setup ## make the demo tribe (SEED=7 for another year of talk)
	@exec .venv/bin/folkmoot demo --seed $(SEED) $(ARGS)

test: setup-dev browser postgresql ## every check: lint, SQLite, PostgreSQL, races, browser
	@scripts/test

lint: setup-dev ## style, types, layers, migrations, Django's own checks
	@scripts/lint

format: setup-dev ## let ruff mend the style
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format .

unit: setup-dev ## the tests without races and browser, on SQLite (ARGS='-k gate' for some of them)
	@scripts/test unit

races: setup-dev ## processes against one another and crashes, on SQLite
	@scripts/test races

journeys: setup-dev browser ## real Chromium
	@scripts/test journeys

postgresql-tests: setup-dev postgresql ## unit tests and races on a real PostgreSQL
	@scripts/test postgresql postgresql-races

test-cluster: setup-dev ## the mirror's measures on Spark and on DuckDB, compared; installs Spark and Java when it may
	@scripts/test-cluster

bench: setup-dev postgresql ## run every benchmark and write bench/RESULTS.md
	@exec .venv/bin/python -m bench all $(ARGS)

soak: setup-dev postgresql ## long runs and slow fuzzing, on both databases
	@scripts/test soak postgresql-soak

clean: ## remove .venv and caches; the folder data/ stays, it is yours
	@rm -rf .venv *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dist
	@find . -name __pycache__ -type d -not -path './data/*' -prune -exec rm -rf {} +
