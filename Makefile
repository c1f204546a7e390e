# Everything runs in an environment that `make setup` makes by itself, from uv.lock.
UV := $(shell command -v uv 2>/dev/null || echo .venv-uv/bin/uv)
RUN := $(UV) run --no-sync
export SAM_CLI_TELEMETRY = 0
export AWS_DEFAULT_REGION = eu-central-1

.PHONY: setup demo up test test-deep check build console documents screenshots clean
.DEFAULT_GOAL := help

help:  ## what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: .venv/.ready  ## install what the project needs

.venv/.ready: pyproject.toml uv.lock | $(UV)
	$(UV) sync --locked --quiet
	@touch $@

.venv-uv/bin/uv:
	python3 -m venv .venv-uv
	.venv-uv/bin/pip install --quiet uv

demo: setup  ## connect a WHMCS, Full sync, Sync, revenue - and end
	$(RUN) python -m local demo

up: setup console  ## the whole system at http://localhost:8000 until Ctrl-C
	$(RUN) python -m local up

test: setup  ## all tests, in less than five minutes
	$(RUN) pytest -n auto -m "not deep"

test-deep: setup  ## the long runs of the property-based tests
	$(RUN) pytest -n auto -m deep

check: setup  ## format, lint, types, imports, template
	$(RUN) ruff format --check
	$(RUN) ruff check
	$(RUN) mypy
	$(RUN) lint-imports
	$(RUN) sam validate --lint

build: setup console  ## the packages that `sam deploy` uploads
	$(RUN) sam build

console: functions/console/static/index.html  ## the built web console

functions/console/static/index.html: console/package-lock.json $(shell find console/src -type f)
	cd console && npm ci --no-fund --no-audit && npm run build

documents: setup  ## openapi.json and docs/api.md, from the code
	$(RUN) python -m local documents

screenshots: setup console  ## a picture of each page, into screenshots/
	$(RUN) python -m tests.console.screenshots

clean:  ## everything that was built or installed
	rm -rf .venv .venv-uv .aws-sam .local .pytest_cache .mypy_cache .ruff_cache .hypothesis \
	  .import_linter_cache console/node_modules functions/console/static screenshots
