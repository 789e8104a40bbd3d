# Partnership Intelligence Portal. `make help` lists what there is.
# It needs Python 3.11 or newer, git and make; everything else it installs into .venv.

PYTHON ?= python3
PORT_PORTAL ?= 8000
PORT_TRIAGE ?= 8001
DATA ?= var
SEED ?= yes
WORKERS ?= 2
ARGS ?=

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes
COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(CURDIR)/$(BIN)/pip-compile --quiet \
	--generate-hashes --allow-unsafe --strip-extras --no-emit-options --no-emit-index-url \
	--no-emit-trusted-host --no-emit-find-links
# cpe, which only the STIX validator of the tests wants, has no wheel; its build is pinned too.
WHEELS := --only-binary :all: --no-binary cpe --no-build-isolation

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run demo-reset test check lint types templates imports format bench lock clean

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14
	@echo
	@echo 'make run PORT_PORTAL=8000 PORT_TRIAGE=8001 DATA=var SEED=yes'
	@echo 'make test ARGS="tests/domain -k sealed" WORKERS=0'

setup: .venv/.ready static/vendor/manifest.json ## install everything needed into .venv and static/vendor

.venv/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'Python 3.11 or newer is needed: make setup PYTHON=/path/to/it' >&2; exit 1; }
	@echo 'Creating the virtual environment .venv'
	@$(PYTHON) -m venv .venv || { echo 'On Debian and Ubuntu: apt install python3-venv' >&2; exit 1; }
	@touch $@

.venv/.ready: .venv/.created requirements/build.txt requirements/development.txt pyproject.toml
	@echo 'Installing the pinned Python packages (about a minute the first time)'
	@$(PIP) --only-binary :all: -r requirements/build.txt
	@$(PIP) $(WHEELS) -r requirements/development.txt
	@$(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps \
		--no-build-isolation --no-index --editable .
	@touch $@

node_modules/.ready: package.json package-lock.json .npmrc .venv/.ready
	@echo 'Fetching the pinned front-end packages'
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

static/vendor/manifest.json: node_modules/.ready operations/assets.py
	@$(BIN)/python -m operations.assets
	@touch $@

run: setup ## start the portal, triage and the worker with demo data; Ctrl-C stops them
	@$(BIN)/partnership demo --port-portal '$(PORT_PORTAL)' --port-triage '$(PORT_TRIAGE)' \
		--data '$(DATA)' $(if $(filter no,$(SEED)),--no-seed,--seed)

demo-reset: setup ## forget all demo data, so that the next run starts afresh
	@$(BIN)/partnership demo --data '$(DATA)' reset

test: setup ## run every test; says which optional part of the machine is absent
	@$(BIN)/python -m pytest -n $(WORKERS) $(ARGS)

check: lint types templates imports ## lint, formatting, types, templates, who may import what

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

templates: setup
	@[ ! -d templates ] || { echo '$(BIN)/djlint --lint templates'; \
		$(BIN)/djlint --quiet --lint templates; }

imports: setup
	$(BIN)/lint-imports

format: setup ## put code into the house format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup ## measure, as JSON lines
	@$(BIN)/python -m benchmarks $(ARGS)

lock: setup ## pin again: UPGRADE=--upgrade for new versions, or --upgrade-package=NAME for one
	cd requirements && $(COMPILE) $(UPGRADE) --output-file build.txt build.in
	cd requirements && $(COMPILE) $(UPGRADE) --output-file runtime.txt runtime.in
	cd requirements && $(COMPILE) $(UPGRADE) --output-file development.txt development.in
	PATH="$(CURDIR)/$(BIN):$$PATH" npm install --package-lock-only --ignore-scripts

clean: ## remove what was installed and cached (never var/, the demo's data)
	rm -rf .venv node_modules static/vendor build *.egg-info
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
