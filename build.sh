#!/usr/bin/env bash
# One entry to everything: ./build.sh help says what.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export CGO_ENABLED=0 # the project is pure Go; a C compiler would only slow the build down

usage() {
  cat <<'TEXT'
usage: ./build.sh [COMMAND]

  serve   build the page and serve it on port 8080, or a free one (the default)
            HOST=0.0.0.0 serves to other machines, PORT=9000 asks for another port
  build   build the page into dist/; the same sources give the same bytes
            BASE_URL=https://example.org/emergent/ is where it will be published: previews of
            links to it need whole addresses; BROTLI=1 packs the program by Brotli too, a fourth
            smaller for browsers that unpack it (a minute more)
  test    everything that must hold: format, vet, types, lint, tests natively, as WebAssembly
            and in Chromium, the core of them in Firefox and WebKit too, reproducible build
  shots   pictures of every figure at three sizes in light and dark, with text at 200 % and
            in the system's own colours, and of every step of the article at six, into shots/
  tables FOLDER [-update]
          compare with the figures that another program has of real tables (EXPECT.md there), which
            are not ours to publish, and the reports on the page with the tables they are of, made
            natively and in Chromium; and how long tables of such sizes take
  challenges
          the questions and games of the article and the six puzzles of challenges.html by mouse, finger and
            keyboard, right and wrong; EMERGENT_CHALLENGES=all: each puzzle in every way
  story   the article read from top to bottom, doing all that it asks, by mouse, finger and keyboard,
            and its first 20 seconds on a slow line, in Chromium
  types   check the page's scripts by TypeScript, which it fetches
  lint    look for what vet lets pass, and for dead code, by staticcheck and deadcode
  bench   measure engine and page, natively and in Chromium, beside gonum, SciPy, HiGHS and empty
            Ebitengine apps, into bench/RESULTS.md
  reference
          20,000 games at the edges (ties, thirds typed in, tiny units, rare states) against a slow
            solver in rationals, and the laws of several users on 2,000; the last report is
            engine/testdata/REFERENCE.md
  tampered
          change every number of 200 results, one at a time, and count what check lets pass;
            the last report is engine/testdata/TAMPERED.md
  fuzz    feed everything that reads with damage, natively (FUZZTIME=60s a target, or 200000x) and in
            Chromium, or one of them (fuzz inputs, fuzz page): two tables of docs/reliability.md
  hosts   the page on the servers that readers use and in the tools that pages are made with (nginx, Apache,
            Caddy, ...; reveal.js, Jupyter, Hugo, React, ...), in Chromium and Firefox: the tables of
            docs/hosting.md and docs/embed.md
  soak    10,000 steps of a reader, embeds, context losses and new builds in Chromium: its third table
  worst [N]
          look for scenarios of the largest sizes that take over 3 s, N of them (200), and open
            the slowest in the page: does one keep its main thread busy for over 50 ms?
  mutate  change one thing at a time in what checks and claims, and see whether a test notices;
            -sample n, -only PACKAGE, -only hand; the last report is tools/mutate/REPORT.md
  help    this text

serve and build need Go alone. test, shots and bench also need Chromium; test and bench
need Node.js; test tries a recipe with GNU parallel, and Firefox (FIREFOX) and WebKitGTK
under Xvfb. As root on Debian or Ubuntu they are installed when missing; elsewhere set CHROME
to a Chromium or Chrome.
TEXT
}

step() { printf '\n\033[1m== %s\033[0m\n' "$*"; current=$*; }
die() { printf '%s\n' "build.sh: $*" >&2; exit 1; }
current=
trap 'code=$?; [ -z "${beside_job:-}" ] || kill "$beside_job" 2>/dev/null || :; [ $code -eq 0 ] || [ -z "$current" ] || printf "\nbuild.sh: failed at: %s\n" "$current" >&2' EXIT

need_go() {
  command -v go >/dev/null 2>&1 || die "Go is missing. Install Go $(sed -n 's/^go //p' go.mod) or later from https://go.dev/dl/"
}

# install NAME PACKAGE: by apt where that is possible.
install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
  echo "installing $1"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2"; } >/dev/null 2>&1
}

find_chrome() {
  local c
  for c in "${CHROME:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    [ -n "$c" ] && command -v "$c" 2>/dev/null && return
  done
  return 1
}

need_chrome() {
  find_chrome >/dev/null || install Chromium chromium || true
  CHROME=$(find_chrome) || die "Chromium is missing: install it (Debian: apt-get install chromium) or set CHROME to a Chromium or Chrome"
  export CHROME
}

# The shell of Chromium without its windows draws the same pages for two thirds of the
# processor's time; where there is none the tests take Chromium as it is.
want_shell() {
  [ -z "${CHROME:-}" ] || return 0
  command -v chromium-headless-shell >/dev/null 2>&1 || install "Chromium's shell" chromium-headless-shell || return 0
  CHROME=$(command -v chromium-headless-shell)
}

need_node() {
  command -v node >/dev/null 2>&1 || install Node.js nodejs || true
  command -v node >/dev/null 2>&1 || die "Node.js is missing; it runs the engine's tests as WebAssembly: install it (Debian: apt-get install nodejs)"
}

# SciPy is measured against where it is: nothing else needs it.
want_scipy() { python3 -c 'import scipy' 2>/dev/null || /usr/bin/python3 -c 'import scipy' 2>/dev/null || install SciPy python3-scipy || true; }

# GNU parallel: one recipe of docs/sweep.md is tried with it, and skipped without.
want_parallel() {
  command -v parallel >/dev/null 2>&1 || install "GNU parallel" parallel || echo "GNU parallel is missing: its recipe is not tried"
}

# Firefox and WebKit: the tests of all engines are taken in each that is here or can be had.
want_engines() {
  command -v "${FIREFOX:-firefox-esr}" >/dev/null 2>&1 || command -v firefox >/dev/null 2>&1 || install Firefox firefox-esr || echo "Firefox is missing: its tests are skipped"
  command -v WebKitWebDriver >/dev/null 2>&1 || install WebKitGTK webkit2gtk-driver || echo "WebKitGTK is missing: its tests are skipped"
  command -v Xvfb >/dev/null 2>&1 || install Xvfb xvfb || echo "Xvfb is missing: the tests of Firefox and WebKit are skipped"
}

# The servers and tools of build.sh hosts, as far as Debian has them; npm brings the others.
want_hosts() {
  local pair
  for pair in nginx:nginx-light apache2:apache2-bin caddy:caddy pandoc:pandoc hugo:hugo mkdocs:mkdocs sphinx-build:python3-sphinx \
    jupyter-nbconvert:jupyter-nbconvert jupyter-notebook:python3-notebook; do
    command -v "${pair%:*}" >/dev/null 2>&1 || install "${pair%:*}" "${pair#*:}" || echo "${pair%:*} is missing: its rows are skipped"
  done
}

need_npm() {
  command -v npm >/dev/null 2>&1 || install npm npm || true
  command -v npm >/dev/null 2>&1 || die "npm is missing; it fetches HiGHS to measure against: install it (Debian: apt-get install npm)"
}

# TypeScript is one program without needs of its own: where there is no npm, which Debian's Node.js comes without,
# it is fetched as npm would.
typescript() { echo ".cache/types/node_modules/@typescript/typescript-$(node -p 'process.platform + "-" + process.arch')"; }
want_typescript() {
  local version=7.0.2 folder name
  folder=$(typescript) name=@typescript/${folder##*/}
  grep -qs "\"$version\"" "$folder/package.json" ||
    npm install --prefix .cache/types --no-save --no-audit --no-fund --silent --fetch-retries 0 --fetch-timeout 20000 "$name@$version" 2>/dev/null ||
    { mkdir -p "$folder" && node -e 'fetch(process.argv[1]).then((r) => r.arrayBuffer()).then((b) => process.stdout.write(Buffer.from(b)))' \
      "https://registry.npmjs.org/$name/-/${name#*/}-$version.tgz" | tar -xz -C "$folder" --strip-components=1; } 2>/dev/null ||
    { echo "TypeScript is missing: the types of the page's scripts are not checked"; return 1; }
}

want_linters() {
  GOBIN=$PWD/.cache/bin go install honnef.co/go/tools/cmd/staticcheck@v0.8.2 &&
    GOBIN=$PWD/.cache/bin go install golang.org/x/tools/cmd/deadcode@v0.52.0 ||
    { echo "staticcheck or deadcode is missing: there is no lint"; return 1; }
}

site() { go run ./web/cmd/site "$@"; }

check_format() {
  local bad
  bad=$(find . -name '*.go' -not -path './.cache/*' -exec gofmt -l {} +)
  [ -z "$bad" ] || die "not formatted by gofmt: $bad"
}

vet() {
  go vet ./...
  go vet -tags e2e ./web/e2e
  go vet -tags elsewhere ./engine/...
  go -C tools/bench vet ./...
  GOOS=js GOARCH=wasm go vet ./wasm/... ./engine/... ./scenes/...
}

# The engine's tests once more as WebAssembly: floating point differs there in the last
# bits. Left out are the command line, which no page has, and what is tried on damage and in
# many orders, where digits decide nothing. Node gets a small environment because Go's glue
# refuses a large one.
test_wasm() {
  local root exec
  root=$(go env GOROOT)
  exec=$root/lib/wasm/go_js_wasm_exec
  [ -x "$exec" ] || exec=$root/misc/wasm/go_js_wasm_exec
  # shellcheck disable=SC2046 # packages have no spaces
  env -i PATH="$PATH" HOME="${HOME:-/tmp}" GOCACHE="$(go env GOCACHE)" GOMODCACHE="$(go env GOMODCACHE)" GOPROXY="$(go env GOPROXY)" \
    GOOS=js GOARCH=wasm go test -short -exec "$exec" \
    -skip '^Test(Hostile.*|CheckSurvivesAnything|CheckFindsWrongClaims|Tampered|OrderDoesNotMatter|ReportOnTheWay|ReportKeepsToItsSchema|DeltaOfALogitUser|PicturesAreNoPartOfAnAnswer|GamesAllocateLittle)$' \
    $(go list ./engine/... | grep -v /cmd/)
}

# beside starts something at the lowest priority; besides prints what it says, and fails if it does.
beside() {
  beside_log=$(mktemp)
  (renice -n 19 "$BASHPID" >/dev/null; "$@") >"$beside_log" 2>&1 &
  beside_job=$!
}
besides() {
  local failed=0
  wait "$beside_job" || failed=1
  cat "$beside_log"
  return $failed
}
reproducible() {
  rm -rf .cache/first
  site build
  mkdir -p .cache
  cp -r dist .cache/first
  site build
  diff -r dist .cache/first || die "two builds of the same sources differ"
  rm -rf .cache/first
}

browser() { EMERGENT_DIST=$PWD/dist go test -tags e2e -count=1 -timeout 40m "$@" ./web/e2e; }

# Every browser test, in two browsers at once: every other test each. What they say is printed
# when both are done, without the names of what passed, and then which tests took longest.
browsers() {
  local half failed=0 e2e=$PWD/.cache/e2e running=()
  mkdir -p "$e2e"
  go test -tags e2e -c -o "$e2e/test" ./web/e2e
  (cd web/e2e && "$e2e/test" -test.list .) | grep '^Test' >"$e2e/all"
  for half in 0 1; do
    (cd web/e2e && EMERGENT_DIST=$PWD/../../dist "$e2e/test" -test.count=1 -test.v -test.timeout=40m \
      -test.run "^($(awk -v h=$half 'NR % 2 == h' "$e2e/all" | paste -sd '|'))\$") >"$e2e/$half" 2>&1 &
    running+=($!)
  done
  for half in "${running[@]}"; do wait "$half" || failed=1; done
  cat "$e2e/0" "$e2e/1" | grep -vE '^ *(=== |--- (PASS|SKIP))' || :
  echo "the slowest:"
  cat "$e2e/0" "$e2e/1" | sed -nE 's/^--- [A-Z]+: (\w+) \(([0-9.]+)s\)$/\2 s \1/p' | sort -rn | sed -n '1,8s/^/  /p'
  return $failed
}

# A row of docs/reliability.md: table, class, tried, failed.
row() { printf '%s\t%s\t%s\t%s\n' "$@" >>"$EMERGENT_TALLY"; }

# fuzz_target PACKAGE TARGET CLASS: what fails stands in testdata/fuzz of its package.
fuzz_target() {
  local log tried failed=0
  step "fuzz: $3"
  log=$(go test -run '^$' -fuzz "^$2\$" -fuzztime "${FUZZTIME:-60s}" -fuzzminimizetime 10x "$1" 2>&1) || failed=1
  tail -n 3 <<<"$log"
  tried=$(grep -o 'execs: [0-9]*' <<<"$log" | tail -n 1 | grep -o '[0-9]*$')
  row inputs "$3" "${tried:-0}" "$failed"
  [ $failed = 0 ]
}

# Scenarios with a few values changed, EMERGENT_MUTANTS of them, solved and checked.
fuzz_mutants() {
  local tried=${EMERGENT_MUTANTS:-12000} failed=0
  step "mutated scenarios"
  EMERGENT_MUTANTS=$tried go test -count=1 -timeout 4h -run 'TestMutants$' ./engine || failed=1
  row inputs "scenarios with one to three values changed, solved and checked" "$tried" "$failed"
  [ $failed = 0 ]
}

fuzz_inputs() {
  fuzz_mutants
  fuzz_target ./engine FuzzParse "scenarios (\`engine\`, FuzzParse), those that are read solved"
  fuzz_target ./engine/experiment FuzzParse "specs (\`engine/experiment\`, FuzzParse)"
  fuzz_target ./engine FuzzParseTable "tables (\`engine\`, FuzzParseTable)"
  fuzz_target ./engine FuzzReadTable "tables and how to read them (\`engine\`, FuzzReadTable)"
  fuzz_target ./engine FuzzCheck "results (\`engine\`, FuzzCheck), checked"
  fuzz_target ./engine/puzzle FuzzParse "puzzles (\`engine/puzzle\`, FuzzParse)"
  fuzz_target ./engine/internal/strictjson FuzzDecode "JSON beside the standard library's reader (\`engine/internal/strictjson\`, FuzzDecode)"
  fuzz_target ./engine/cmd/emergent FuzzMerge "sweep files (\`engine/cmd/emergent\`, FuzzMerge), as they are and sealed anew"
  fuzz_target ./wasm/link FuzzDecode "links (\`wasm/link\`, FuzzDecode)"
  fuzz_target ./wasm/link FuzzState "states in links (\`wasm/link\`, FuzzState)"
  fuzz_target ./wasm/link FuzzQuery "addresses with a query (\`wasm/link\`, FuzzQuery)"
  fuzz_target ./scenes FuzzView "views (\`scenes\`, FuzzView)"
  fuzz_target ./scenes/pen/tessellate FuzzMesh "outlines to paint (\`scenes/pen/tessellate\`, FuzzMesh)"
  step "scenarios as they are typed"; EMERGENT_OWN=${EMERGENT_OWN:-6000} go test -count=1 -timeout 1h -run 'TestOwnResults$' ./engine
  step "results of 4 MiB"; go test -count=1 -run 'Hostile|LongResults' ./engine
  step "damaged sweeps"; go test -count=1 -run 'FlippedDigits|DamagedFiles|ImpossibleValues|NoRoom|ReadOnlyDisk|TwoWriters|KilledAtAnyMoment' ./engine/cmd/emergent
}

fuzz_page() {
  step "build"; site build
  step "hostile links and messages, Chromium"; browser -run 'Hostile|WeakBrowsers|WeakHost|DamagedPreset|Forbidden|StalledLine'
}

# fuzz_all [inputs|page]: one of the two, or both.
fuzz_all() {
  EMERGENT_TALLY=$(mktemp)
  export EMERGENT_TALLY
  [ "${1:-}" = page ] || fuzz_inputs
  [ "${1:-}" = inputs ] || { need_chrome; fuzz_page; }
  go run ./web/cmd/tally "$EMERGENT_TALLY" docs/reliability.md
  current=
}

soak() {
  EMERGENT_TALLY=$(mktemp)
  export EMERGENT_TALLY
  step "build"; site build
  step "soak, Chromium"; EMERGENT_DIST=$PWD/dist go test -tags e2e -count=1 -timeout 3h -v -run 'Soak' ./web/e2e
  go run ./web/cmd/tally "$EMERGENT_TALLY" docs/reliability.md
  current=
}

hosts() {
  export EMERGENT_HOSTS=1
  step "tools"; need_chrome; need_node; need_npm; want_engines; want_hosts
  step "build"; site build
  step "servers and pages around"; EMERGENT_TABLE=$PWD/docs/hosting.md browser -v -run '^Test(Hosts|PagesAround)$'
  step "tools that make pages"; EMERGENT_TABLE=$PWD/docs/embed.md browser -v -run '^TestExample'
  current=
}

tables() {
  EMERGENT_TABLES=$(cd "${1:?name the folder of the tables}" && pwd)
  export EMERGENT_TABLES
  step "tables, native"; go test -count=1 ./engine/experiment -run "RealTables|PublishedReports|HoldoutSpeed" -v "${@:2}"
  step "build"; site build
  step "tables in the page"; browser -v -run '^Test(RealTables|LargeTable)InThePage$'
  current=
}

types() { "$(typescript)/lib/tsc" -p web/types; }

# Two programs look at the sources for what go vet lets pass. Off are: equal sides of a comparison (tests call
# twice), how errors end (readers see ours as sentences) and are named, signs of a test's own text, and a
# replacement that is asked for first since what it puts in takes time.
lint() {
  local checks=inherit,-SA4000,-ST1005,-ST1012,-ST1018,-S1017 dead
  .cache/bin/staticcheck -tags e2e -checks "$checks" ./...
  GOOS=js GOARCH=wasm .cache/bin/staticcheck -checks "$checks" ./wasm/... ./scenes/... ./engine/...
  # Dead is what neither the tests and tools of this machine nor the page's programs reach.
  dead=$(comm -12 <(.cache/bin/deadcode -test -tags e2e ./... | sort) \
    <(GOOS=js GOARCH=wasm .cache/bin/deadcode -test ./wasm/... ./scenes/... ./engine/... | sort))
  [ -z "$dead" ] || die "nothing reaches: $dead"
}

worst() {
  EMERGENT_HEAVY=$(mktemp -d)
  export EMERGENT_HEAVY
  step "heavy scenarios, native"; EMERGENT_WORST=$1 go test -count=1 -timeout 3h -v -run WorstInTime ./engine
  step "build"; site build
  step "the slowest of them in the page"; browser -v -run '^TestHeavyOnTheMainThread$'
  current=
}

# What runs while the browsers do, each if it is there.
aside() {
  if want_typescript; then types; fi
  if want_linters; then lint; fi
  test_wasm
}

all_tests() {
  step "tools"; want_shell; need_chrome; need_node; want_parallel; want_engines; echo "$(go version), node $(node --version), $CHROME"
  step "format"; check_format
  step "vet"; vet
  step "tests, native"; go test ./...; go test -tags elsewhere -run Elsewhere ./engine/selection
  beside aside # it takes what the browsers leave of the processor
  step "build, twice"; reproducible
  export EMERGENT_TABLE=$PWD/docs/browsers.md
  step "tests, Chromium, Firefox, WebKit"; browsers
  step "types, lint and tests as WebAssembly in Node.js, begun before the builds"; besides
  current=
  printf '\nall tests passed\n'
}

case "${1:-serve}" in
  serve) need_go; site -host "${HOST:-127.0.0.1}" -port "${PORT:-8080}" serve ;;
  build) need_go; site build ;;
  test) need_go; all_tests ;;
  tables) need_go; need_chrome; tables "${@:2}" ;;
  shots) need_go; need_chrome; site build; EMERGENT_SHOTS=$PWD/shots browser -run '^Test(Lab|Table|Equilibria|Users|Step|Hero|Guess|Device|Challenge|SlowLine)?Shots$' -v ;;
  challenges) need_go; need_chrome; site build; EMERGENT_CHALLENGES=${EMERGENT_CHALLENGES:-1} browser -v -run '^Test(Guesses|Plays|Challenge.*|JudgesAgree|AxeChallenges)$' ;;
  story) need_go; need_chrome; site build; EMERGENT_STORY=1 browser -v -run '^Test(ReadTopToBottom|ThrottledLine|HeroOnASlowLine)$' ;;
  types) need_node; want_typescript; types ;;
  lint) need_go; want_linters; lint ;;
  bench) need_go; want_shell; need_chrome; need_node; need_npm; want_scipy; site build; go build -C tools/bench -o ../../.cache/bench/run . && .cache/bench/run ;;
  reference) need_go; EMERGENT_REFERENCE=20000 go test -count=1 -timeout 2h -v -run "AgainstReference|TestReference$|HandMade|EdgyGames|TestPopulation(Laws|OfCopies)" ./engine ./engine/equilibrium ./engine/selection ;;
  tampered) need_go; EMERGENT_TAMPERED=200 go test -count=1 -timeout 4h -v -run 'Tampered$|CheckSurvivesAnything' ./engine ;;
  fuzz) need_go; fuzz_all "${2:-}" ;;
  hosts) need_go; hosts ;;
  soak) need_go; need_chrome; soak ;;
  worst) need_go; need_chrome; worst "${2:-200}" ;;
  mutate) need_go; shift; go run ./tools/mutate "$@" ;;
  help | -h | --help) usage ;;
  *) usage >&2; exit 2 ;;
esac
