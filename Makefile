# Akte: `make run` to try it, `make test` for everything that can fail.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

DATA ?= data
PORT ?= 8443

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

run: addin/dist ## build everything and serve https://localhost:8443 with the demo firm
	@echo "Building the server (the first time takes some minutes) …"
	cargo build --release --locked -p akte-web
	@echo "To try it in Word: target/release/akte manifest --help"
	target/release/akte serve --demo --data-dir $(DATA) --port $(PORT)

# The pages, built again only when a source changed.
PAGES := $(shell find addin -path addin/node_modules -prune -o -path addin/dist -prune -o -type f -print 2>/dev/null)

addin/node_modules: addin/package-lock.json
	@echo "Fetching what the pages are built with …"
	npm --prefix addin ci --no-audit --no-fund --loglevel=error
	@touch addin/node_modules

addin/dist: addin/node_modules $(PAGES)
	@echo "Building the pages …"
	npm --prefix addin run --silent build
	@touch addin/dist

test: tools addin/dist ## every test there is; installs by itself what is missing when it may
	cargo build --locked --workspace --all-targets
	cargo nextest run --locked --workspace --no-fail-fast
	cargo test --locked --workspace --doc --quiet
	tests/contract/run short
	npm --prefix manifest test
	npm --prefix addin test
	npm --prefix addin run --silent standin
	npm --prefix tests/browser test

check: tools addin/dist ## formats and lints, warnings as errors
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	cargo check --locked -p akte-web --no-default-features
	tests/support/layers
	npm --prefix manifest run --silent check
	npm --prefix addin run --silent check
	npm --prefix tests/browser run --silent check

bench: tools addin/dist ## speed and memory next to the floor and to docxtpl and docxtemplater, and what a person waits for in the pages; fails when a target is missed
	cargo build --release --locked -p akte-web
	tests/bench/peers/install
	cargo run --quiet --locked -p akte-tests --bin bench -- target/release/akte
	npm --prefix addin run --silent standin
	AKTE_BINARY=$(CURDIR)/target/release/akte npm --prefix tests/browser run --silent bench

looks: tools addin/dist ## every screen as a picture into tests/browser/results: every theme, width and language, with axe
	cargo build --locked -p akte-web
	npm --prefix addin run --silent standin
	AKTE_LOOKS=all npm --prefix tests/browser run --silent test tests/looks tests/pane-looks tests/matters tests/moving tests/unsent tests/behalf tests/pictures

order: ## the order of functions in a release, as filling calls them; after `make bench`, needs valgrind
	tests/bench/order

TEMPLATES ?= 100000
DOCUMENTS ?= 1000000

bench-lists: tools ## only the lists of a firm with much in it, or TEMPLATES=1000 DOCUMENTS=10000; minutes, and gigabytes of disk
	cargo build --release --locked -p akte-web
	cargo run --quiet --locked -p akte-tests --bin bench -- target/release/akte $(TEMPLATES) $(DOCUMENTS)

tools: ## what the tests need and the machine lacks
	@tests/support/install

icons: tools ## the add-in's icons, from the one drawing
	npm --prefix manifest run --silent icons

SECONDS_EACH := $(if $(filter command line,$(origin SECONDS)),$(SECONDS),600)

fuzz: tools ## every fuzz target for ten minutes, or SECONDS=30 each
	@command -v cargo-fuzz >/dev/null || cargo install --locked --quiet cargo-fuzz
	cd tests/fuzz && for target in package expression template; do \
		mkdir -p corpus/$$target && \
		RUSTC_BOOTSTRAP=1 cargo fuzz run --fuzz-dir . $$target corpus/$$target seeds/$$target -- \
			-max_total_time=$(SECONDS_EACH) -timeout=10 -max_len=4096 -print_final_stats=1; \
	done

faults: tools ## the server and its database killed over and over under load; minutes
	cargo build --release --locked -p akte-web
	AKTE_SHIPPED=$(CURDIR)/target/release/akte cargo nextest run --locked --workspace --test cli --no-capture faults::

slow-loris: tools ## a thousand slow connections, and what others notice of them
	cargo build --release --locked -p akte-web
	cargo run --release --quiet --locked -p akte-tests --bin slow-loris -- target/release/akte

mutants-identity: tools ## takes every check of sign-in away in turn, and shows that a test notices (minutes)
	node tests/mutants/identity.mjs

contract: tools ## the server against its own description, as each role and a machine: many random requests, and sequences (minutes)
	cargo build --locked -p akte-web
	tests/contract/run full

samples: ## the sample templates as .docx, into target/samples
	mkdir -p target/samples
	cargo run --quiet --locked -p akte-web -- samples target/samples

.PHONY: help run test check bench bench-lists looks order fuzz faults tools icons samples mutants-identity contract slow-loris
