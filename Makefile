# Five commands do nearly everything; `make help` prints them.
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
export UV_PYTHON_DOWNLOADS = never
# As pip does: a house whose network has an authority of its own has told it to the system.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt),)
export UV_SYSTEM_CERTS ?= true
endif
export MUSEION_DEMO_PORT ?= 8000
STAMP := .venv/.installed
# What the two stores could answer differently; `test-postgresql-all` runs the whole suite there.
STORE_TESTS := src/museion/core/tests/test_postgresql.py src/museion/core/tests/test_journal.py src/museion/cli/tests/test_archives.py \
	src/museion/cli/tests/test_moving.py src/museion/cli/tests/test_restoring_elsewhere.py src/museion/network/tests/test_applying.py src/museion/exchange/tests/test_others_harvest_us.py

.PHONY: help setup demo test test-postgresql test-postgresql-all test-opensearch test-faults test-properties fuzz audit check bench docs messages openapi reference requirements clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-20s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## make .venv/ with everything installed

demo: setup ## a running site with the invented sample network
	.venv/bin/museion demo --port $(MUSEION_DEMO_PORT)

test: setup ## the whole suite
	.venv/bin/pytest -n 2 --dist loadgroup -q

test-postgresql: setup ## what asks the store most, on a PostgreSQL server of its own
	MUSEION_TEST_DATABASE=postgresql .venv/bin/pytest -n 2 --dist loadgroup -q $(STORE_TESTS)

test-postgresql-all: setup ## the whole suite on a PostgreSQL server of its own
	MUSEION_TEST_DATABASE=postgresql .venv/bin/pytest -n 2 --dist loadgroup -q

test-opensearch: setup ## the tests of search on three real OpenSearch nodes (JDK 21 or newer, Maven)
	MUSEION_TEST_SEARCH=opensearch .venv/bin/pytest -q src/museion/search/tests

test-faults: setup ## kills, full disks, lost databases, endless uploads, whatever the API's description allows (MUSEION_FAULTS_KILLS=200: the long form)
	MUSEION_FAULTS=1 .venv/bin/pytest -q --hypothesis-profile new tests/faults

test-properties: setup ## the property tests with new examples, many of them
	.venv/bin/pytest -n 2 --dist loadgroup -q -m hypothesis --hypothesis-profile new

fuzz: setup ## every parser with broken input, for as long as MUSEION_FUZZ_SECONDS says (five minutes)
	MUSEION_FUZZ_SECONDS=$${MUSEION_FUZZ_SECONDS:-300} .venv/bin/pytest -q --hypothesis-profile new tests/faults/test_parsers.py

audit: setup ## known weaknesses of what is installed (asks a public database of them)
	.venv/bin/pip-audit --requirement requirements/served.txt --disable-pip --require-hashes --strict

check: setup ## style, types, import contracts, migrations, translations
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/museion doctor --code

bench: setup ## side-by-side measurements, each against a peer in the same run
	.venv/bin/python -m bench

docs: setup ## the handbook as a web site in site/
	.venv/bin/mkdocs build --strict --quiet

messages: setup ## collect and compile the texts to translate
	.venv/bin/python -m tests.house.messages

openapi: setup ## write the API's description to docs/reference/openapi.json
	.venv/bin/python -m museion.api.snapshot

reference: setup ## write the tables of docs/reference anew
	.venv/bin/python tests/house/reference.py

requirements: ## pin and hash the dependencies of pyproject.toml anew
	$(UV) lock --quiet
	$(UV) export --quiet --no-emit-project --no-default-groups --no-header --format requirements-txt -o requirements/base.txt > /dev/null
	$(UV) export --quiet --no-emit-project --all-extras --group dev --no-header --format requirements-txt -o requirements/dev.txt > /dev/null
	$(UV) export --quiet --no-emit-project --no-default-groups --extra postgres --extra opensearch --extra observe --no-header --format requirements-txt -o requirements/served.txt > /dev/null

clean: ## remove everything that make made
	rm -rf .venv .tools .museion site

.tools/bin/uv:
	$(PYTHON) -m pip install --quiet --target .tools uv

$(STAMP): requirements/dev.txt pyproject.toml $(wildcard src/museion/*/locale/*/LC_MESSAGES/django.po) | $(filter .tools/bin/uv,$(UV))
	test -x .venv/bin/python || $(UV) venv --quiet --python $(PYTHON) .venv
	$(UV) pip sync --quiet --compile-bytecode --require-hashes requirements/dev.txt
	$(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	for folder in src/museion/*/locale; do .venv/bin/pybabel --quiet compile --directory $$folder --domain django || exit 1; done
	.venv/bin/python -m compileall -q -j 0 src
	@touch $@
