# The same words here and in CI. Python 3.11 or later, git and make are all that is needed.
SHELL := /bin/sh
PYTHON := $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
  command -v $$p >/dev/null 2>&1 && $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
  >/dev/null 2>&1 && { echo $$p; break; }; done)
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test lint types check docs pictures lock clean

demo: $(READY) ## Load the bundled data, print the answers, serve the dashboard (ARGS=--once: no serving)
	@$(BIN)/placegraph demo $(ARGS)

test: $(READY) ## Run every test against a real embedded Neo4j
	@$(BIN)/pytest $(ARGS)

lint: $(READY) ## Check style and layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python tools/check_layers.py

types: $(READY) ## Check types, as users install the package
	$(BIN)/python tools/check_types.py

check: lint types test ## All of the above

docs: $(READY) ## Write the generated reference pages
	$(BIN)/python tools/reference.py

pictures: $(READY) ## Take the pictures of the pages in docs/pictures
	PICTURES=1 $(BIN)/pytest tests/browser/test_pages.py

lock: $(READY) ## Pin every dependency again, with hashes
	uv pip compile --universal --python-version 3.11 --generate-hashes --group dev \
	  --no-emit-index-url --no-header --quiet pyproject.toml -o requirements.lock

clean: ## Remove the environment and everything built; the graph in .placegraph stays
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: found no Python 3.11 or later with venv, expected one on PATH; install it, on Debian with: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing into .venv (a few minutes the first time)." >&2
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
