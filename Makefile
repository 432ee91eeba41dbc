# Every command a developer runs, a line each; CI runs these and nothing else.
# All paths are relative, so a checkout below a folder with spaces in its name works too.

PYTHON ?= python3
PIP_FLAGS ?=
EVAL_FLAGS ?=
TEST_FLAGS ?=
# Not ?=, for some shells export HOST as the machine's name, which would open the chat to others.
HOST = 127.0.0.1
PORT = 7860
# The address of a server of language models, or transformers:PATH; empty for none.
LLM =
LLM_MODEL =
BASELINE = eval/baseline.json
TORCH = 2.13.0

RUN = .venv/bin/python
PIP_INSTALL = $(RUN) -m pip install --disable-pip-version-check -c constraints.txt $(PIP_FLAGS)

# A stamp is newer than the files whose change makes another install due.
CREATED = .venv/.created
INSTALLED = .venv/.installed
INSTALLED_LLM = .venv/.installed-llm
INSTALLED_EVAL = .venv/.installed-eval
INSTALLED_DEV = .venv/.installed-dev
PINS = $(CREATED) pyproject.toml constraints.txt
# An upgrade of the system's Python can leave an environment whose python is gone.
GONE := $(shell test -x $(RUN) || rm -f $(CREATED))

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help chat index test coverage check format eval gate bench docs constraints clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo '  Variables: PORT=7860, HOST=127.0.0.1, LLM=http://…/v1, LLM_MODEL=name, PYTHON=python3, PIP_FLAGS="...", EVAL_FLAGS="...", TEST_FLAGS="..."'

chat: $(if $(LLM),$(INSTALLED_LLM),$(INSTALLED)) ## build the index if need be and open the chat on http://127.0.0.1:7860
	@$(RUN) -m index build || [ $$? -eq 1 ] # 1: some document was left out, and named
	@$(RUN) -m assistant chat --host "$(HOST)" --port "$(PORT)" --llm "$(LLM)" --llm-model "$(LLM_MODEL)"

index: $(INSTALLED) ## bring the index up to date with ingest/documents
	$(RUN) -m index build

test: $(INSTALLED_DEV) ## install what the tests need and run them all
	$(RUN) -m pytest $(TEST_FLAGS)

coverage: $(INSTALLED_DEV) ## run the tests and show which lines none of them reaches
	$(RUN) -m pytest $(addprefix --cov=,ingest index assistant eval) --cov-report=term-missing:skip-covered $(TEST_FLAGS)

check: $(INSTALLED_DEV) ## lint, formatting, types
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

format: $(INSTALLED_DEV) ## put the code into the form that check asks for
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

eval: $(INSTALLED_EVAL) $(if $(LLM),$(INSTALLED_LLM)) ## ask every question of eval/questions.jsonl, check every claim, score both
	$(RUN) -m index build || [ $$? -eq 1 ]
	$(RUN) -m eval run --llm "$(LLM)" --llm-model "$(LLM_MODEL)" $(EVAL_FLAGS)
	$(RUN) -m eval claims

gate: $(INSTALLED_EVAL) ## the same, failing where a measure fell below eval/baseline.json
	$(RUN) -m index build || [ $$? -eq 1 ]
	$(RUN) -m eval run --gate $(BASELINE) $(EVAL_FLAGS)

bench: $(INSTALLED_EVAL) ## time a build and the questions against the bare model
	$(RUN) -m eval bench

docs: $(INSTALLED_DEV) ## write the command line's help into README.md
	$(RUN) -m tests.readme --write

constraints: ## pin the newest versions of everything anew, in constraints.txt
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	"$(PYTHON)" -m venv "$$folder" && \
	"$$folder/bin/python" -m pip install $(PIP_FLAGS) -e '.[dev]' torch==$(TORCH) && \
	"$$folder/bin/python" -m pip freeze --exclude-editable > "$$folder/all" && \
	{ sed -n '/^#/p' constraints.txt; \
	  sed -e 's/+cpu$$//' -e '/^nvidia-/d' -e '/^cuda-/d' -e '/^triton==/d' "$$folder/all"; \
	} > "$$folder/pinned" && cp "$$folder/pinned" constraints.txt

clean: ## remove the installation, the index, the reports and the caches; documents stay
	rm -rf .venv index/data eval/reports build footnote.egg-info
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage
	find ingest index assistant eval tests -type d -name __pycache__ -prune -exec rm -rf {} +

$(CREATED):
	@command -v "$(PYTHON)" > /dev/null || { \
	  echo 'error: $(PYTHON) was not found; install Python 3.11 or newer, or say which one to take: make chat PYTHON=python3.12' >&2; exit 2; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "error: Python 3.11 or newer is needed and $(PYTHON) is $$("$(PYTHON)" --version 2>&1); say which one to take: make chat PYTHON=python3.12" >&2; exit 2; }
	"$(PYTHON)" -m venv --clear .venv
	@touch $@

$(INSTALLED): $(PINS)
	$(PIP_INSTALL) -e .
	@touch $@

$(INSTALLED_LLM): $(PINS)
	$(PIP_INSTALL) -e '.[llm]'
	@touch $(INSTALLED) $@

$(INSTALLED_EVAL): $(PINS)
	$(PIP_INSTALL) -e '.[eval]'
	@touch $(INSTALLED) $@

$(INSTALLED_DEV): $(PINS)
	$(PIP_INSTALL) -e '.[dev]'
	@touch $(INSTALLED) $(INSTALLED_LLM) $(INSTALLED_EVAL) $@
