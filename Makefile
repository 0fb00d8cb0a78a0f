# Everything a newcomer needs: "make demo" and "make test" create .venv by themselves.
.DEFAULT_GOAL := help
.PHONY: help demo test lint bench eisen aanvallen conformiteit klanten site
BIN := .venv/bin
STAMP := .venv/.installed

help:  ## deze lijst
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

demo: $(STAMP)  ## het verhaal op een terminal: echte server, echte getekende berichten
	$(BIN)/verwijsindex demo

test: $(STAMP)  ## alle tests; een deel: make test ARGS="tests/unit -k oin"
	$(BIN)/pytest --numprocesses 2 --dist loadfile $(ARGS)

eisen: $(STAMP)  ## docs/eisen.md opnieuw maken; met de uitslagen van een hele run: ARGS="--junit build/junit.xml"
	$(BIN)/python -m tests.eisen $(ARGS)

aanvallen: $(STAMP)  ## de aanvalstabel, de verbouwer en een fuzz tegen een echte server; de laatste regel is JSON
	$(BIN)/python -m tests.aanvallen $(ARGS)

conformiteit: $(STAMP)  ## de conformiteitstoets op onze server en op mutanten; de laatste regel is JSON (alles op alles: ARGS=--matrix)
	$(BIN)/python -m conformance.zelftest $(ARGS)
klanten: $(STAMP)  ## clients op andere toolkits tegen een sandbox; maakt docs/klanten.md; de laatste regel is JSON
	$(BIN)/python conformance/klanten/draai.py $(ARGS)

lint: $(STAMP)  ## ruff, mypy en de verdiepingen (import-linter)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	cd conformance && ../$(BIN)/mypy
	$(BIN)/mypy --explicit-package-bases docs/site
	MYPYPATH=conformance/klanten $(BIN)/mypy --explicit-package-bases conformance/klanten/draai.py conformance/klanten/matrix
	$(BIN)/lint-imports

bench: $(STAMP)  ## kosten per bericht, als verhouding tot de ondergrens
	$(BIN)/python -m bench $(ARGS)

site: $(STAMP) build/venv-site/.installed  ## de documentatie als site, in build/site; elke link wordt gevolgd
	$(BIN)/python -m docs.site build/site-bron
	NO_MKDOCS_2_WARNING=1 build/venv-site/bin/mkdocs build --strict --config-file build/site-bron/mkdocs.yml --site-dir $(CURDIR)/build/site
	$(BIN)/python -m docs.site.links build/site

# Apart from .venv: nobody who develops or runs the index needs it.
build/venv-site/.installed: docs/site/requirements.txt $(STAMP)
	$(BIN)/python -m venv build/venv-site
	build/venv-site/bin/pip install --quiet --disable-pip-version-check --requirement docs/site/requirements.txt
	@touch $@

# Newest supported Python that works; .venv stays what it is when it already exists.
$(STAMP): setup.cfg pyproject.toml conformance/pyproject.toml
	@test -x $(BIN)/python || { \
		python=$$(bash .ci/pythons | head -n 1 | cut -d' ' -f2-); \
		test -n "$$python" || { echo "Geen werkende Python 3.11, 3.12 of 3.13 met venv gevonden (Debian: apt install python3-venv)." >&2; exit 1; }; \
		echo "Maak .venv met $$python"; "$$python" -m venv .venv; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' --editable conformance
	@touch $@
