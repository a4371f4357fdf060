# make chat   install what is needed and open the chat window
# make test   install what is needed and run the tests
# make gate   fail where the product answers worse than the committed baselines say
# make check  lint and types, as CI runs them
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: chat test check eval gate clean

chat: $(VENV)/.core
	$(BIN)/python app.py

test: $(VENV)/.test
	$(BIN)/python -m pytest

check: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

eval: $(VENV)/.core
	$(BIN)/python -m eval

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed, $(PYTHON) is older; run: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.core: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.test: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@ $(VENV)/.core

gate: $(VENV)/.core
	$(BIN)/python -m eval gate

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache
