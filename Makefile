# Two commands: `make run` and `make test`. Each installs what is missing first.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

BUILD_PACKAGES := build-essential pkg-config libwebkit2gtk-4.1-dev
TEST_PACKAGES := xvfb webkit2gtk-driver
SOURCES := $(shell git ls-files ui 2>/dev/null)

MINUTES ?= 10

.PHONY: bench bench-frames debug fuzz help run test tools build-packages test-packages ui bindings check-bindings format lint test-rust test-ui e2e e2e-browser e2e-window screenshots

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

run: tools ui ## Build and open the app, or serve it where there is no display
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then
	    $(MAKE) --no-print-directory build-packages
	    cargo build --release --package postil-desktop
	    exec target/release/postil-desktop
	fi
	echo "There is no display here, so Postil is served to a browser instead."
	$(MAKE) --no-print-directory cc
	cargo build --release --package postil-cli
	exec target/release/postil serve --port $${PORT:-7333}

test: tools build-packages test-packages ui ## Run every check and test
	@$(MAKE) --no-print-directory format lint test-rust test-ui check-bindings e2e

# --- What must be there --------------------------------------------------------------------------------------------

tools:
	@fail() { echo "Postil needs $$1. $$2" >&2; exit 1; }
	at_least() { [ "$$(printf '%s\n' "$$1" "$$2" | sort -V | head -n 1)" = "$$1" ]; }
	command -v cargo >/dev/null || fail "Rust 1.95 or newer" "Get it from https://rustup.rs."
	command -v node >/dev/null || fail "Node.js 20.19 or newer" "Get it from https://nodejs.org."
	at_least 1.95.0 "$$(rustc --version | cut -d' ' -f2)" || fail "Rust 1.95 or newer" "Run: rustup update stable"
	at_least 20.19.0 "$$(node --version | tr -d v)" || fail "Node.js 20.19 or newer" "Get it from https://nodejs.org."

define install
	@missing=()
	for package in $(1); do
	    dpkg-query -W -f '$${Status}' "$$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$$package")
	done
	if [ "$${#missing[@]}" -gt 0 ]; then
	    if ! command -v apt-get >/dev/null; then
	        echo "Please install what corresponds to these Debian packages: $${missing[*]}" >&2
	        exit 1
	    fi
	    sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo
	    echo "Installing $${missing[*]}"
	    $$sudo apt-get update -qq
	    $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$${missing[@]}" >/dev/null
	fi
endef

.PHONY: cc
cc:
	$(call install,build-essential)

build-packages:
	$(call install,$(BUILD_PACKAGES))

test-packages:
	$(call install,$(TEST_PACKAGES) $(shell command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || echo chromium))

ui/node_modules/.package-lock.json: ui/package-lock.json ui/package.json
	cd ui
	npm ci --no-audit --no-fund
	touch node_modules/.package-lock.json

tests/e2e/node_modules/.package-lock.json: tests/e2e/package-lock.json tests/e2e/package.json
	cd tests/e2e
	npm ci --no-audit --no-fund
	touch node_modules/.package-lock.json

ui/dist/index.html: ui/node_modules/.package-lock.json $(SOURCES)
	cd ui
	npm run --silent build
	touch dist/index.html

ui: ui/dist/index.html

# --- Checks --------------------------------------------------------------------------------------------------------

format: ui/node_modules/.package-lock.json
	cargo fmt --all --check
	cd ui && npm run --silent format:check

lint: ui
	cargo clippy --workspace --all-targets -- -D warnings

# The same generated cases each time, so that what fails fails for everybody. A bare `cargo test` tries others.
test-rust: ui
	PROPTEST_RNG_SEED=2 cargo test --workspace

# Everything with the features that the tests have: built by test-rust already where that ran first. Building one package
# would choose other features, and the libraries would be built, and kept, twice.
debug: ui
	cargo build --workspace --all-targets

test-ui: ui/node_modules/.package-lock.json
	cd ui
	npm run --silent check
	npm test --silent

bindings: debug ## Make the UI's TypeScript types anew from the list of commands
	target/debug/examples/bindings > ui/src/lib/host/bindings.ts

check-bindings: debug
	@made=$$(mktemp)
	target/debug/examples/bindings > "$$made"
	diff -u ui/src/lib/host/bindings.ts "$$made" || { echo "The types are out of date. Run: make bindings" >&2; exit 1; }
	rm "$$made"

e2e: e2e-browser e2e-window

e2e-browser: debug tests/e2e/node_modules/.package-lock.json
	cd tests/e2e && node --test --test-concurrency=1 browser/

e2e-window: debug tests/e2e/node_modules/.package-lock.json
	cd tests/e2e && node --test --test-concurrency=1 window/

bench: ## Print the figures: the time for a page, what outlines say beside the opening, how well anchors hold, and what links and searching cost
	@cargo run --quiet --release --package postil-capture --example bench
	cargo run --quiet --release --package postil-capture --example outline_bench
	cargo run --quiet --release --package postil-core --example anchor_bench
	cargo run --quiet --release --package postil-api --example link_bench
	cargo run --quiet --release --package postil-core --example search_bench

bench-frames: debug tests/e2e/node_modules/.package-lock.json ## Print how steadily a long article with many glosses scrolls, in Chromium and in the window
	cd tests/e2e && node frames.mjs

fuzz: ## Read mutated pages for MINUTES, 10 unless told; those that go wrong are kept in target/fuzz
	cargo build --release --package postil-capture --example fuzz
	target/release/examples/fuzz $(MINUTES) target/fuzz

screenshots: debug tests/e2e/node_modules/.package-lock.json ## Take the pictures of every view, into target/screenshots and docs
	cd tests/e2e && node screenshots.mjs && node screenshots.mjs --docs
