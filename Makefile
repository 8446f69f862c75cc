# Every target is a command of run.py, which installs what it needs into .venv first.
PYTHON ?= python3
PORT ?= 8001
ARGS ?=
RUN = $(PYTHON) run.py

.DEFAULT_GOAL := help
.PHONY: help serve build test check bench bench-quick screenshots sbom audit forward lock upgrade clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: ## publish the catalogue with Datasette (PORT=8001)
	@$(RUN) serve --port $(PORT)

build: ## make catalogue.db from the sources
	@$(RUN) build

test: ## run the tests (ARGS="-k name")
	@$(RUN) test $(ARGS)

check: ## check format, lint, types, licences and generated files
	@$(RUN) check

bench: ## run the benchmarks
	@$(RUN) bench $(ARGS)

bench-quick: ## run the benchmarks that tell most, in under five minutes
	@$(RUN) bench --quick

screenshots: ## take the pictures of the documentation
	@$(RUN) screenshots

sbom: ## write the bill of materials and the page of licences
	@$(RUN) sbom

audit: ## ask for known vulnerabilities of the locked packages
	@$(RUN) audit

forward: ## try the next Datasette: reports, never fails
	@$(RUN) forward

lock: ## resolve the lock files again, keeping versions
	@$(RUN) lock

upgrade: ## resolve the lock files again, with the newest versions
	@$(RUN) lock --upgrade

clean: ## remove the environment and caches
	rm -rf .venv .venv-forward .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
