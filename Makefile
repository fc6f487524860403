# The same five commands everywhere; CI runs `make check`.
PYTHON ?= python3

.PHONY: install test check fix bench

install:
	$(PYTHON) -m pip install --quiet --editable '.[dev]'

test: install
	$(PYTHON) -m pytest

check: install
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(PYTHON) -m pytest

fix:
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

bench:
	$(PYTHON) -m benchmarks.attribution --cofenet "$(DATA)/cofenet/valid.txt" --polnear "$(DATA)/polnear/dev"
	$(PYTHON) -m benchmarks.speed
	$(PYTHON) -m benchmarks.positions
