# The ways in. Everything real is in CMakePresets.json, scripts/ and tests/; each target here is a few lines that a newcomer can read.
SVCC := build/release/svcc

.PHONY: wasm package playground docs demo build test deployments systems changes faults fault-tools switches sanitize sanitize-sample fuzz growth bench bless reference fmt clean

demo: build  ## Build svcc and compile the example for both targets.
	$(SVCC) build examples/shop/shop.svc --env prod --target all -o out
	@scripts/show-demo out

build:  ## The release binary.
	@scripts/install-dependencies build
	@cmake --preset release >build.log 2>&1 || { cat build.log; rm -f build.log; exit 1; }; rm -f build.log
	cmake --build --preset release --target svcc

test:  ## Build everything and run every test; ends with `N passed, N failed, N skipped`.
	@scripts/install-dependencies build test shells ci lint
	@scripts/install-dependencies editors || echo 'The tests that need these editors are skipped.' >&2
	@scripts/run-tests dev

deployments:  ## Deploy every environment of every example to moto (`make test` takes the fullest of each).
	@scripts/install-dependencies build test
	@cmake --preset dev >/dev/null
	cmake --build --preset dev --target svcc
	tests/conformance/deploy.py --svcc build/dev/svcc --all

systems:  ## Check the ports of fifteen public systems with every outside tool (`make test` takes three).
	@scripts/install-dependencies build test
	@cmake --preset dev >/dev/null
	cmake --build --preset dev --target svcc
	tests/systems/systems.py --svcc build/dev/svcc --all --work build/dev/conformance

changes:  ## Two thousand random edits touch what they say, and nothing else (`make test` tries 150); the real provider plans every edit of docs/changes.md (a sample), also taken back.
	@scripts/install-dependencies build test
	@cmake --preset dev >/dev/null
	cmake --build --preset dev --target svcc
	tests/changes/locality.py --svcc build/dev/svcc --edits 2000
	tests/conformance/changes_terraform.py --svcc build/dev/svcc --all --reverse

faults:  ## Every fault in every face, and every mutation (`make test` takes a sample); writes the tables of docs/checks.md.
	@cmake --preset dev >/dev/null
	cmake --build --preset dev --target svcc
	tests/faults/faults.py --svcc build/dev/svcc --all --write docs/checks.md
	tests/faults/mutations.py --svcc build/dev/svcc --all --write docs/checks.md

fault-tools:  ## What other tools find of a sample of the faults (SAMPLE=100); writes the table of docs/checks.md.
	@scripts/install-dependencies build test
	@cmake --preset dev >/dev/null
	cmake --build --preset dev --target svcc
	tests/faults/tools.py --svcc build/dev/svcc --sample $(or $(SAMPLE),100) --write docs/checks.md

sanitize:  ## The same under the address and undefined-behaviour sanitizers, without the slow conformance tests.
	@scripts/install-dependencies build test clang
	@scripts/run-tests asan-ubsan --label-exclude 'conformance|editors' $(if $(ONLY),-R '$(ONLY)')

sanitize-sample:  ## The part of it that .ci/run takes: past findings of the fuzzers and all programs through what reads texts.
	@scripts/install-dependencies build test clang
	@cmake --preset asan-ubsan >/dev/null
	cmake --build --preset asan-ubsan --target svc_fuzz_replay_texts
	build/asan-ubsan/tests/fuzz/svc_fuzz_replay_texts tests/fuzz/corpus tests/fuzz/seeds examples stdlib tests/diagnostics tests/cases 2>build/asan-ubsan/replay.log || { tail -40 build/asan-ubsan/replay.log; exit 1; }

switches:  ## Turn off each report and each part of templates/ in turn, and demand that a golden case notices.
	@scripts/install-dependencies build test
	@cmake --preset dev >/dev/null
	cmake --build --preset dev --target svcc svc_switch_list
	tests/switches/switches.py --svcc build/dev/svcc

wasm:  ## svcc as WebAssembly, for packages/npm and the playground; `make test` then compares it with the native binary.
	@scripts/install-dependencies build wasm
	scripts/build-wasm

package: build wasm  ## Everything that a release consists of, in build/packages.
	@scripts/install-dependencies package
	scripts/package

playground: wasm  ## The playground, a static site, in build/playground.
	@scripts/npm-modules playground
	node playground/build.mjs build/playground

docs:  ## docs/ as a static site, in build/site; with the playground where it is built.
	@scripts/npm-modules site
	cd site && npx vitepress build .
	@if [ -d build/playground ]; then cp -r build/playground build/site/playground; fi

MINUTES ?= 10
fuzz:  ## Fuzz every part that reads something for MINUTES in all; findings land in build/fuzz/findings.
	@scripts/install-dependencies build clang
	@scripts/fuzz $(MINUTES)

growth:  ## Count instructions for n, 2n and 4n of everything that a program can repeat; fails where they grow faster.
	@scripts/install-dependencies build bench
	@cmake --preset dev >/dev/null
	cmake --build --preset dev --target svcc
	tests/robustness/growth.py --svcc build/dev/svcc

bench: build  ## Measure the release binary and write the figures to docs/performance.md.
	@scripts/install-dependencies bench
	tests/bench/bench.py --svcc $(SVCC) --write docs/performance.md
	tests/robustness/recovery.py --svcc $(SVCC) --write docs/performance.md
	tests/bench/lsp_replay.py --svcc $(SVCC) --write docs/performance.md
	tests/bench/diff_bench.py --svcc $(SVCC) --write docs/performance.md

bless:  ## Rewrite every golden file under tests/ after a deliberate change; read the diff before you commit it.
	@if [ -n "$$CI" ]; then echo "make bless: refused under CI: golden files are rewritten by people, who read the diff" >&2; exit 1; fi
	@scripts/install-dependencies build test
	@cmake --preset dev >/dev/null
	cmake --build --preset dev --target svcc svc_unit_tests
	SVC_BLESS=1 tests/support/cases.py --svcc build/dev/svcc
	SVC_BLESS=1 build/dev/tests/svc_unit_tests "[golden]"
	SVC_BLESS=1 tests/lsp/structure.py --svcc build/dev/svcc
	@$(MAKE) --no-print-directory reference

reference:  ## Rewrite docs/reference from the prelude and tests/diagnostics.
	@cmake --preset dev >/dev/null
	cmake --build --preset dev --target svcc
	rm -rf docs/reference
	build/dev/svcc explain --write-reference docs/reference

fmt:  ## Format the C++ with clang-format and the .svc files with svcc itself.
	@scripts/install-dependencies lint
	find compiler tests/unit -name '*.h' -o -name '*.cpp' | xargs clang-format -i
	@if [ -x $(SVCC) ]; then find stdlib examples -name '*.svc' -exec $(SVCC) fmt {} +; fi

clean:
	rm -rf build out
