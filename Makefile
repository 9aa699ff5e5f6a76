# Two commands matter: `make run` opens Rhytid, `make test` proves it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check bench browser samples clean

run: $(VENV)/.run-installed
	$(BIN)/streamlit run app.py

test: $(VENV)/.dev-installed
	$(BIN)/pytest --numprocesses 3 --no-loadscope-reorder

check: $(VENV)/.dev-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

browser: $(VENV)/.dev-installed
	$(BIN)/pytest tests/browser

bench: $(VENV)/.dev-installed
	$(BIN)/python -m benchmarks $(if $(TRACED_SET),--traced-set $(TRACED_SET)) $(if $(LAYOUTS),--layouts $(LAYOUTS))

samples: $(VENV)/.run-installed
	$(BIN)/python -m sample_images.make

clean:
	rm -rf $(VENV) data .mypy_cache .ruff_cache .pytest_cache

$(BIN)/python:
	$(PYTHON) -m venv --upgrade-deps $(VENV)

$(VENV)/.run-installed: requirements.txt constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.dev-installed: requirements-dev.txt requirements.txt constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/.run-installed
