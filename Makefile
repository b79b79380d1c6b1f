# The commands of the project. `make serve` and `make test` each need nothing but Python 3.11 or later: they
# create .venv, install what requirements.lock pins, and run.
#
#   PYTHON       which Python makes .venv
#   TORCH_INDEX  package index to take CPU builds of torch from, on Linux without a GPU (see README.md)
#   ARGS         further arguments of the command: make serve ARGS="--port 9000"

PYTHON ?= python3
TORCH_INDEX ?=
DOCKER ?= docker
RECIPE ?= flights
RAY ?= 2.60.0
VENV := .venv
# The name holds the lock's checksum: another lock is another stamp, and installs anew.
STAMP := $(VENV)/installed-$(firstword $(shell cksum < requirements.lock))

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: serve test test-cluster check train cards bench image install

serve: $(STAMP)
	$(VENV)/bin/slotscope serve $(ARGS)

test: check
	$(VENV)/bin/python -m pytest $(ARGS)
	@if command -v node >/dev/null; then node --test $(wildcard tests/js/*.test.*); \
	elif [ "$$CI" = true ]; then echo "node is missing: tests/js cannot run"; exit 1; \
	else echo "SKIPPED tests/js: no node on this machine"; fi

# Ray on this machine, which takes some hundred MB and a minute: apart from `make test`, with what it brings installed once.
test-cluster: $(STAMP)
	$(VENV)/bin/python -m pip install --quiet --constraint requirements.lock 'ray[data,serve]==$(RAY)'
	CLUSTER_TESTS=1 $(VENV)/bin/python -m pytest --timeout 900 tests/app/test_scale.py tests/app/test_columns.py $(ARGS)

check: $(STAMP)
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy

train: $(STAMP)
	$(VENV)/bin/slotscope train $(RECIPE) $(ARGS)

cards: $(STAMP)
	for config in model/trained/*/*/config.json; do \
	$(VENV)/bin/slotscope evaluate $$(dirname $$config) --record || exit 1; done

bench: $(STAMP)
	$(VENV)/bin/python -m tests.bench.results
	$(VENV)/bin/slotscope bench --readme $(ARGS)

image:
	$(DOCKER) build --build-arg TORCH_INDEX="$(TORCH_INDEX)" --tag slotscope $(ARGS) .

install: $(STAMP)

$(STAMP):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "Python 3.11 or later is needed: make PYTHON=/path/to/python3.11 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install $(if $(TORCH_INDEX),--extra-index-url "$(TORCH_INDEX)") --use-pep517 -r requirements.lock
	$(VENV)/bin/python -m pip install --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/installed-*
	@touch $@
