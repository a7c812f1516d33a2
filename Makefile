# The front door: `make demo` and `make test` do all set-up on a fresh Debian or Ubuntu machine
# that has Swift. `make help` lists the rest.

PREFIX ?= /usr/local
BUILD  := .build
# Tests have a folder of their own: switching between `swift build` and `swift test` in one folder
# compiles everything again.
TESTS  := .build-test

# The command carries Swift's standard library, so that it runs where no Swift is installed.
RELEASE := swift build -c release --static-swift-stdlib --product silhouette-cli \
	--scratch-path $(BUILD) -Xlinker --gc-sections

.DEFAULT_GOAL := help
.PHONY: help build test parity demo install uninstall format lint docs man bench fuzz clean setup

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: # Swift and the system libraries, checked; missing packages are installed
	@Scripts/set-up.sh

build: setup ## The command, at bin/silhouette
	$(RELEASE)
	@mkdir -p bin && cp -f $(BUILD)/release/silhouette-cli bin/silhouette
	@echo "built bin/silhouette"

test: setup ## Every test that needs nothing but this folder
	swift test --scratch-path $(TESTS) --skip ParityTests

# Optimised, since a debug build compiles C without vectors: the kernels beside their plain twins
# once more, and networks beside tensors that other runtimes recorded, in a folder ../shared.
parity: setup ## Kernels and networks in a release build, against recorded tensors if they are here
	swift test -c release -Xswiftc -enable-testing --scratch-path $(TESTS)-release \
		--filter 'ParityTests|KernelTests|SilhouetteRuntimeTests'

demo: build ## Cut out the sample picture
	@bin/silhouette cutout Examples/astronaut.jpg -o bin/astronaut-cutout.png --force
	@bin/silhouette cutout Examples/astronaut.jpg -o bin/astronaut-blurred.jpg --force \
		--background blur:4%
	@echo "The cut-out is bin/astronaut-cutout.png, with a blurred background" \
		"bin/astronaut-blurred.jpg."

INSTALLED_BIN  = $(DESTDIR)$(PREFIX)/bin/silhouette
INSTALLED_MAN  = $(DESTDIR)$(PREFIX)/share/man/man1/silhouette.1
INSTALLED_BASH = $(DESTDIR)$(PREFIX)/share/bash-completion/completions/silhouette
INSTALLED_ZSH  = $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_silhouette
INSTALLED_FISH = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/silhouette.fish
INSTALLED = $(INSTALLED_BIN) $(INSTALLED_MAN) $(INSTALLED_BASH) $(INSTALLED_ZSH) $(INSTALLED_FISH)

install: build ## The command, its manual and completions, under PREFIX (default /usr/local)
	install -d $(dir $(INSTALLED))
	install -m 755 bin/silhouette $(INSTALLED_BIN)
	strip $(INSTALLED_BIN)
	bin/silhouette manual > $(INSTALLED_MAN)
	bin/silhouette --generate-completion-script bash > $(INSTALLED_BASH)
	bin/silhouette --generate-completion-script zsh > $(INSTALLED_ZSH)
	bin/silhouette --generate-completion-script fish > $(INSTALLED_FISH)

uninstall: ## Remove what `make install` wrote
	rm -f $(INSTALLED)

man: build ## Show the manual page
	bin/silhouette manual | man -l -

format: ## Lay out all Swift files
	swift format -i -r Sources Tests Package.swift

lint: ## Check layout and style
	swift format lint --strict -r Sources Tests Package.swift

docs: setup ## The library's documentation, at .build/documentation
	Scripts/build-documentation.sh

bench: setup ## Speed beside LiteRT, interleaved (Benchmarks/peers has more networks and runtimes)
	Benchmarks/peers general landscape --peers LiteRT

fuzz: setup ## Ten minutes of hostile files for each reader
	Fuzz/run.sh 600

clean: ## Remove everything built
	rm -rf .build .build-* bin
