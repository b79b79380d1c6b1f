# The commands of the project. `make serve` and `make test` each need nothing but Python 3.11 or later: they
# create .venv, install what they need as requirements.lock pins it, and run.
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
# The names hold the lock's checksum: another lock is another stamp, and installs anew.
LOCK := $(firstword $(shell cksum < requirements.lock))
RUN := $(VENV)/installed-to-run-$(LOCK)
ALL := $(VENV)/installed-$(LOCK)
PIP = $(VENV)/bin/python -m pip install $(if $(TORCH_INDEX),--extra-index-url "$(TORCH_INDEX)") --use-pep517

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: serve test test-cluster check train cards bench audit image install

serve: $(RUN)
	$(VENV)/bin/slotscope serve $(ARGS)

test: check
	$(VENV)/bin/python -m pytest $(ARGS)
	@if command -v node >/dev/null; then node --test $(wildcard tests/js/*.test.*); \
	elif [ "$$CI" = true ]; then echo "node is missing: tests/js cannot run"; exit 1; \
	else echo "SKIPPED tests/js: no node on this machine"; fi

# Ray on this machine, which takes some hundred MB and a minute: apart from `make test`, with what it brings installed once.
test-cluster: $(ALL)
	$(VENV)/bin/python -m pip install --quiet --constraint requirements.lock 'ray[data,serve]==$(RAY)' kubernetes-validate
	CLUSTER_TESTS=1 $(VENV)/bin/python -m pytest --timeout 900 tests/app/test_cluster.py tests/app/test_scale.py \
	tests/app/test_columns.py tests/test_deploy.py $(ARGS)

check: $(ALL)
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy

train: $(RUN)
	$(VENV)/bin/slotscope train $(RECIPE) $(ARGS)

cards: $(RUN)
	for config in model/trained/*/*/config.json; do \
	$(VENV)/bin/slotscope evaluate $$(dirname $$config) --record || exit 1; done

bench: $(ALL)
	$(VENV)/bin/python -m tests.bench.results
	$(VENV)/bin/slotscope bench --readme $(ARGS)

# Known weaknesses of what requirements.lock pins, asked of the public database of advisories.
audit:
	$(PYTHON) -m venv build/audit
	build/audit/bin/python -m pip install --quiet --retries 1 --timeout 10 pip-audit
	build/audit/bin/pip-audit --requirement requirements.lock --no-deps --disable-pip --strict --progress-spinner off

image:
	$(DOCKER) build --build-arg TORCH_INDEX="$(TORCH_INDEX)" --tag slotscope $(ARGS) .

install: $(ALL)

$(RUN):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "Python 3.11 or later is needed: make PYTHON=/path/to/python3.11 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) --constraint requirements.lock --editable '.[report]'
	@rm -f $(VENV)/installed-*
	@touch $@

$(ALL): $(RUN)
	$(PIP) --requirement requirements.lock
	@touch $@
