# The same commands everywhere; CI runs the test command of README and `make lint`.
PYTHON ?= python3

.PHONY: install test lint check fix bench soak

install:
	$(PYTHON) -m pip install --quiet --editable '.[dev]'

test: install
	$(PYTHON) -m pytest

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

check: test lint

fix:
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

bench:
	$(PYTHON) -m benchmarks.attribution --cofenet "$(DATA)/cofenet/valid.txt" --polnear "$(DATA)/polnear/dev"
	$(PYTHON) -m benchmarks.entities --data "$(DATA)"
	$(PYTHON) -m benchmarks.boundaries --data "$(DATA)"
	$(PYTHON) -m benchmarks.linking --polnear "$(DATA)/polnear/dev"
	$(PYTHON) -m benchmarks.quotations
	$(PYTHON) -m benchmarks.dates
	$(PYTHON) -m benchmarks.actors --data "$(DATA)"
	$(PYTHON) -m benchmarks.names
	$(PYTHON) -m benchmarks.metonyms
	$(PYTHON) -m benchmarks.register
	$(PYTHON) -m benchmarks.positions
	$(PYTHON) -m benchmarks.languages
	$(PYTHON) -m benchmarks.metadata
	$(PYTHON) -m benchmarks.duplicates --data "$(DATA)"
	$(PYTHON) -m benchmarks.utterances
	$(PYTHON) -m benchmarks.speed

# Programs killed in the middle of their writing (a PostgreSQL database that is named is emptied), and bent files of every format for an hour.
soak:
	$(PYTHON) -m benchmarks.soak_reading --times 30
	$(PYTHON) -m benchmarks.fuzz --minutes 60
	$(PYTHON) -m benchmarks.soak --times 50
	@[ -z "$(ONRECORD_TEST_POSTGRESQL)" ] || $(PYTHON) -m benchmarks.soak --times 50 --record "$(ONRECORD_TEST_POSTGRESQL)"
