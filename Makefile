# make         sets everything up and builds every brief into output/
# make test    runs all tests, lint, types and layers
# make bench   measures Briefpress beside other engines, in an environment of its own
# make gallery makes the pictures of docs/gallery/
# make clean   removes what was built (not the environment)

# The first Python that runs and is new enough; looked for only where .venv must be made.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
READY := .venv/.ready
READY_DEV := .venv/.ready-dev
BENCH := .bench-venv
READY_BENCH := $(BENCH)/.ready
INSTALL := -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:
PIP = $(BIN)/python $(INSTALL)

.PHONY: all build test lint bench gallery clean lock

all: build

build: $(READY)
	@$(BIN)/python generate.py build

test: $(READY_DEV) lint
	@$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(READY_DEV)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

# The rivals stay out of the environment that Briefpress runs in.
bench: $(READY_BENCH)
	@$(BENCH)/bin/python benchmarks/run.py

gallery: $(READY_DEV)
	@$(BIN)/python -m docs.gallery.make

$(READY): requirements.lock
	@test -n "$(PYTHON)" || { \
	  echo "Briefpress needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3.12"; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv || { \
	  rm -rf .venv; echo "This Python cannot make virtual environments; on Debian: sudo apt-get install python3-venv"; exit 1; }
	@echo "Installing the pinned dependencies into .venv (once) ..."
	@$(PIP) -r requirements.lock
	@touch $@

$(READY_DEV): $(READY) requirements-dev.lock
	@echo "Installing the pinned development tools into .venv (once) ..."
	@$(PIP) -r requirements-dev.lock
	@touch $@

$(READY_BENCH): requirements.lock benchmarks/requirements.lock
	@test -x $(BENCH)/bin/pip || $(PYTHON) -m venv $(BENCH)
	@echo "Installing Briefpress and the engines it is measured beside into $(BENCH) (once) ..."
	@$(BENCH)/bin/python $(INSTALL) -r requirements.lock -r benchmarks/requirements.lock
	@touch $@

lock:
	@for extra in "" "dev"; do uv pip compile pyproject.toml $${extra:+--extra $$extra --extra links --extra memo --extra postgresql --extra refresh --extra watch} --generate-hashes --universal \
	  --python-version 3.11 --no-emit-index-url --no-annotate --no-header --quiet \
	  --output-file requirements$${extra:+-$$extra}.lock; done
	@uv pip compile benchmarks/requirements.in --constraint requirements.lock --generate-hashes --universal \
	  --python-version 3.11 --no-emit-index-url --no-annotate --no-header --quiet --output-file benchmarks/requirements.lock
	@uv pip compile pyproject.toml --extra dask --constraints requirements-dev.lock --generate-hashes --universal \
	  --python-version 3.11 --no-emit-index-url --no-annotate --no-header --quiet \
	  --output-file requirements-dask.lock

clean:
	@rm -rf output/*/ output/.briefpress
