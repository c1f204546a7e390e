# Everything runs in an environment that `make setup` makes by itself from uv.lock, so that a machine
# with Python 3.13 and nothing else prepared is enough (Node for the console).
UV := $(shell command -v uv 2>/dev/null || echo .venv-uv/bin/uv)
RUN := $(UV) run --no-sync
STATIC := functions/console/static/index.html
CONSOLE := console/index.html console/vite.config.ts $(shell find console/src console/public -type f)
export SAM_CLI_TELEMETRY = 0
export AWS_DEFAULT_REGION = eu-central-1
# Where it is set (images of Python set it), each process of ours would compile all of moto: six seconds.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo up token test test-deploy test-deep faults mutants bench bench-peers bench-hot-path bench-startup bench-cost bench-million bench-growth bench-console check build documents screenshots clean browser php
.DEFAULT_GOAL := help

help:  ## what there is
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

setup: needs-python .venv/.ready  ## install what the project needs

demo: setup  ## connect a WHMCS, Full sync, Sync, revenue - and end
	$(RUN) python -m local demo

up: needs-node setup $(STATIC)  ## the whole system at http://localhost:8000, until Ctrl-C
	$(RUN) python -m local up

token: setup  ## a bearer token for scripts, of what `make up` runs (PORT=8000, WHO=viewer)
	@$(RUN) python -m local token $(if $(PORT),--port $(PORT)) $(if $(WHO),--user $(WHO))

test: needs-python-node-browser-java-php setup $(STATIC) browser php .local/dynamodb  ## all tests but the long runs and most of a deployment's
	cd console && npm test --silent
	$(RUN) pytest -n 2 -m "not deep and not deploy"

test-deploy: needs-node-browser setup $(STATIC) browser  ## sam deploy of what was built, to a second emulator of AWS
	$(RUN) pytest tests/deploy

test-deep: setup  ## the long runs of the property-based tests
	$(RUN) pytest -n 2 -m deep

mutants: setup  ## change the product in COUNT places, one at a time (SEED, ONLY=path prefix): does a test notice?
	$(RUN) python -m tests.mutants $(if $(COUNT),--count $(COUNT)) $(if $(SEED),--seed $(SEED)) \
	  $(if $(ONLY),--only $(ONLY)) $(if $(WORKERS),--workers $(WORKERS))

faults: setup  ## every fault in every mode of a sync: does docs/reliability.md hold?
	PYTHONPATH=layers/accounting $(RUN) python -m tests.workflow.reliability_page

bench: setup .local/dynamodb  ## how fast a first Full sync is, beside a floor: four minutes
	$(RUN) python -m benchmarks.throughput

bench-peers: setup .local/dynamodb  ## the same beside dlt, Airbyte and Meltano, for docs/performance.md: ten minutes
	$(RUN) python -m benchmarks.throughput --peers

bench-hot-path: setup .local/dynamodb  ## what a Full sync takes its time for, for docs/performance.md
	$(RUN) python -m benchmarks.hot_path

bench-cost: setup .local/dynamodb  ## count what 10 thousand invoices consume on AWS, for the tables in docs/operations.md
	$(RUN) python -m benchmarks.cost --invoices 10000

bench-startup: setup .local/dynamodb  ## how long a function takes from nothing to its first answer, for docs/performance.md
	PYTHONPATH=layers/accounting $(RUN) python -m benchmarks.startup

bench-million: setup .local/dynamodb  ## the same with a million: many minutes
	$(RUN) python -m benchmarks.cost --invoices 1000000

bench-growth: setup .local/dynamodb  ## how time, units and memory grow up to a million invoices and 100 systems, for docs/performance.md: ten minutes
	$(RUN) python -m benchmarks.growth

bench-console: needs-node-browser setup $(STATIC) browser .local/dynamodb  ## how long pages take until they show what one came for, for docs/performance.md: two minutes
	$(RUN) python -m tests.console.measure

check: needs-node setup console/node_modules/.ready  ## format, lint, types, imports, template, API description
	$(RUN) ruff format --check --quiet
	$(RUN) ruff check --quiet
	$(RUN) mypy --no-error-summary
	PYTHONPATH=layers/accounting $(RUN) lint-imports --verbose > /dev/null
	$(RUN) deptry functions layers/accounting
	$(RUN) deptry benchmarks local tests --ignore DEP002,DEP004
	$(RUN) sam validate --lint
	$(UV) tool run --quiet --python 3.13 checkov@3.3.30 --config-file .checkov.yaml --file template.yaml > /dev/null
	$(RUN) python -m local.asl .local/asl
	console/node_modules/.bin/asl-validator --silent --json-path .local/asl/sync.json --json-path .local/asl/delete.json
	cd console && npm run check --silent

build: needs-node setup $(STATIC)  ## the packages that `sam deploy` uploads
	$(RUN) python -m local.build

documents: needs-node setup  ## what is generated from the code: openapi.json, docs/api.md, docs/events.md, the console's types
	$(RUN) python -m local documents
	cd console && npm run types --silent

screenshots: needs-node-browser setup $(STATIC) browser  ## a picture of each page and state, into screenshots/
	$(RUN) python -m tests.console.screenshots

clean:  ## remove everything that was built or installed
	rm -rf .venv .venv-uv .aws-sam .local .pytest_cache .mypy_cache .ruff_cache .hypothesis \
	  .import_linter_cache console/node_modules functions/console/static screenshots

# What a target needs of the machine comes first, so that it is missed at the start.
needs-%:
	@python3 local/preflight.py $(subst -, ,$*)

.venv/.ready: pyproject.toml uv.lock | $(UV)
	$(UV) sync --locked --quiet
	@touch $@

.venv-uv/bin/uv:
	python3 -m venv .venv-uv
	.venv-uv/bin/pip install --quiet uv

console/node_modules/.ready: console/package-lock.json
	cd console && npm ci --silent --no-fund --no-audit
	@touch $@

$(STATIC): console/node_modules/.ready $(CONSOLE)
	cd console && npm run build --silent

# DynamoDB Local, where there is a Java to run it; its tests are skipped elsewhere.
.local/dynamodb: | setup
	@mkdir -p .local
	@if command -v java > /dev/null; then \
	  $(RUN) python -c "from local.aws.dynamodb_local import install; install()"; fi
	@touch $@

# For the file that goes into a WHMCS; its tests are skipped elsewhere.
php:
	@command -v php > /dev/null || \
	  if command -v apt-get > /dev/null && [ "$$(id -u)" = 0 ]; then \
	    apt-get update -qq && apt-get install -y -qq php-cli php-curl; fi

# The system's where there is one; Playwright's own where apt-get cannot install it.
browser: setup
	@command -v chromium > /dev/null || \
	  if command -v apt-get > /dev/null && [ "$$(id -u)" = 0 ]; then \
	    apt-get update -qq && apt-get install -y -qq chromium; \
	  else $(RUN) playwright install chromium; fi
