# make demo   build everything and start Understory with a sample guideline
# make test   every check and test, with what they need
# make test-word   pandoc and LibreOffice judge our Word files and spreadsheets (part of make test)
# make check  formatting and lints only        make fmt    format everything
# make bench  benchmarks                       make build  the web and the optimised program

SHELL := /bin/bash
.ONESHELL:
.SHELLFLAGS := -euo pipefail -c
.PHONY: demo test test-word check bench fmt build web rust-test web-test e2e deny screenshots pictures

TARGET := $(abspath $(or $(CARGO_TARGET_DIR),target))
NEXTEST := $(shell cargo nextest --version >/dev/null 2>&1 && echo yes)
# The same selection of crates and features everywhere, so that nothing is compiled twice; it builds the program, too.
BUILD_TESTS := cargo test --workspace --features cli/pdf --no-run
WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' 2>/dev/null)

demo: build
	"$(TARGET)/release/understory" demo

build: web
	cargo build --release -p cli --features pdf

web: web/dist/index.html

web/node_modules/.package-lock.json: web/package-lock.json web/package.json
	cd web && npm ci --no-audit --no-fund

web/dist/index.html: web/node_modules/.package-lock.json $(WEB_SOURCES)
	cd web && npm run build

test: check rust-test test-word web-test e2e
	@echo "all checks and tests passed"

check:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --features cli/pdf -- -D warnings
	cargo clippy -p cli -- -D warnings

rust-test: web
	.ci/need pandoc libreoffice postgres pdftotext cjk-fonts
ifeq ($(NEXTEST),yes)
	cargo nextest run --workspace --features cli/pdf
	cargo test --workspace --features cli/pdf --doc
else
	cargo test --workspace --features cli/pdf
endif

test-word:
	.ci/need pandoc libreoffice libreoffice-calc
	cargo test --workspace --features cli/pdf --test word -- --include-ignored --nocapture
	cargo test --workspace --features cli/pdf --test http -- --ignored office

web-test: web/node_modules/.package-lock.json
	cd web && npm test

e2e: web
	.ci/need chromium cjk-fonts
	$(BUILD_TESTS)
	cd web && UNDERSTORY_BIN="$(TARGET)/debug/understory" npm run e2e

screenshots: build
	.ci/need chromium cjk-fonts
	cd web && UNDERSTORY_BIN="$(TARGET)/release/understory" npm run screenshots

pictures: build
	.ci/need chromium cjk-fonts libreoffice pdftoppm
	docs/images/make "$(TARGET)/release/understory"

bench:
	cargo bench --workspace

deny:
	cargo deny check licenses bans sources

fmt:
	cargo fmt --all
	cd web && npm run format --if-present
