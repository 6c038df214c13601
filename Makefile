# `make demo` shows Vieta, `make test` proves it. Everything they make lies in this folder: .venv, node_modules, var.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
PORT ?= 8000
VIETA := .venv/bin/vieta
RUN := .venv/bin/python -m

.PHONY: help install demo test check fix picture mission bench bench-matching bench-figures messages lock dev words

help:  ## Show what can be made
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 18

install:  ## Make .venv with the command .venv/bin/vieta, and build the look
	@scripts/venv run
	@scripts/pango
	@$(MAKE) --no-print-directory words
	@scripts/look

demo:  ## Show two programmes at http://127.0.0.1:8000 (PORT=8001 make demo for another port)
	@for python in python3 python3.13 python3.12 python3.11; do \
	  if command -v $$python >/dev/null; then $$python -m vieta.jobs.port 127.0.0.1 "$(PORT)"; break; fi; done
	@$(MAKE) --no-print-directory install
	@export VIETA_DEMO=1; \
	$(VIETA) migrate --quiet && \
	$(VIETA) demo && \
	exec $(VIETA) serve --port "$(PORT)"

dev:
	@scripts/venv dev
	@scripts/pango
	@$(MAKE) --no-print-directory words
	@scripts/look

test: dev  ## Run every test on SQLite and PostgreSQL, then the checks
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || scripts/packages postgresql "for the tests"
	@scripts/chromium
	@scripts/test

check: dev  ## Lint, types, templates, the order of the rooms, the ladder of lengths
	@scripts/check

fix: dev  ## Format, and mend what can be mended by itself
	@$(RUN) ruff check --fix --quiet . || true
	@$(RUN) ruff format --quiet .

picture: dev  ## Draw the rooms with their imports and keys into docs/reference
	@$(VIETA) picture

mission: dev  ## One line per capability: pass, fail or missing, from the last test run
	@$(RUN) tests.mission_plugin

bench: dev  ## Time the ten main pages at 1 000 and at 100 000 people
	@$(RUN) benchmarks

messages: dev  ## Gather every sentence of the pages into the message files
	@$(VIETA) messages gather

words:
	@$(VIETA) messages compile

lock: dev  ## Resolve requirements/*.in anew into the locks
	@for name in run dev; do \
	  $(RUN) uv --no-config pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header "requirements/$$name.in" -o "requirements/$$name.txt"; done

bench-matching: dev  ## The matching engine beside its peers: time, size and the goals
	@$(RUN) benchmarks.matching

bench-figures: dev  ## The engine of figures beside its peers: time, equal numbers and the goals
	@$(RUN) benchmarks.figures
