// Command bench measures the engine natively and in Chromium, there beside HiGHS compiled to
// WebAssembly, on the same problems in the same page, and prints a table. ./build.sh bench
// runs it.
package main

import (
	"context"
	_ "embed"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"emergent/web/site"

	"github.com/chromedp/chromedp"
)

//go:embed bench.js
var script []byte

// highsVersion is the npm package that the project is measured against.
const highsVersion = "1.15.3"

// sizes of the hull test: agents x entries.
var sizes = [][2]int{{10, 25}, {24, 64}, {100, 100}}

func main() {
	dist := flag.String("dist", "dist", "the built page")
	cache := flag.String("cache", filepath.Join(".cache", "bench"), "folder for the npm package")
	flag.Parse()
	if err := run(*dist, *cache); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(dist, cache string) error {
	fmt.Printf("%s, %d cores, %s\n", runtime.Version(), runtime.NumCPU(), time.Now().Format("2006-01-02"))
	if err := native(); err != nil {
		return err
	}
	highs, err := fetchHighs(cache)
	if err != nil {
		return err
	}
	host, err := serve(dist, highs)
	if err != nil {
		return err
	}
	defer host.Close()
	return inBrowser(host.URL)
}

// native runs the engine's own benchmarks.
func native() error {
	fmt.Println("\nnative")
	cmd := exec.Command("go", "test", "-run", "^$", "-bench", ".", "-benchtime", "0.2s", "-benchmem", "./engine", "./engine/align", "./engine/equilibrium")
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("native benchmarks: %v\n%s", err, out)
	}
	for line := range strings.Lines(string(out)) {
		if strings.HasPrefix(line, "Benchmark") {
			fmt.Print("  ", line)
		}
	}
	return nil
}

// fetchHighs installs the npm package into the cache and returns the folder of its build.
func fetchHighs(cache string) (string, error) {
	build := filepath.Join(cache, "node_modules", "highs", "build")
	if _, err := os.Stat(filepath.Join(build, "highs.wasm")); err == nil {
		return build, nil
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return "", err
	}
	cmd := exec.Command("npm", "install", "--no-audit", "--no-fund", "--prefix", cache, "highs@"+highsVersion)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("npm install highs@%s: %v\n%s", highsVersion, err, out)
	}
	return build, nil
}

// serve offers the built page, and beside it the page of measurements.
func serve(dist, highs string) (*httptest.Server, error) {
	page, err := site.Compile(".", "./web/cmd/bench/page")
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/", site.Handler(dist))
	mux.HandleFunc("/bench/", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, `<!doctype html><link rel="icon" href="data:,"><script src="/static/wasm_exec.js"></script><script src="highs.js"></script><script src="bench.js"></script>`)
	})
	mux.HandleFunc("/bench/bench.js", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		w.Write(script)
	})
	mux.HandleFunc("/bench/page.wasm", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/wasm")
		w.Write(page)
	})
	for _, name := range []string{"highs.js", "highs.wasm"} {
		mux.Handle("/bench/"+name, http.StripPrefix("/bench/", site.Handler(highs)))
	}
	return httptest.NewServer(mux), nil
}

type spread struct{ Median, Least, Most float64 }

func (s spread) String() string {
	return fmt.Sprintf("%8.4f ms (%.4f to %.4f)", s.Median, s.Least, s.Most)
}

func inBrowser(url string) error {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox,
		chromedp.Flag("use-angle", "swiftshader"), chromedp.Flag("enable-unsafe-swiftshader", true))
	if chrome := os.Getenv("CHROME"); chrome != "" {
		options = append(options, chromedp.ExecPath(chrome))
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), options...)
	defer stop()
	tab, end := chromedp.NewContext(alloc, chromedp.WithErrorf(func(string, ...any) {}))
	defer end()
	if err := chromedp.Do(tab, chromedp.Navigate(url+"/bench/")); err != nil {
		return err
	}
	if _, err := chromedp.Run(tab, chromedp.Evaluate[bool]("start()", chromedp.EvalAwaitPromise)); err != nil {
		return err
	}
	fmt.Printf("\nhull test in Chromium, agents x entries, beside HiGHS %s in the same page\n", highsVersion)
	for _, size := range sizes {
		if err := beside(tab, size[0], size[1]); err != nil {
			return err
		}
	}
	if err := growth(tab); err != nil {
		return err
	}
	if err := drag(tab, url); err != nil {
		return err
	}
	return dragging(tab, url)
}

// beside solves one size with both solvers and prints times and ratio.
func beside(tab context.Context, agents, entries int) error {
	type measured struct {
		Ours         spread  `json:"ours"`
		Plain        spread  `json:"presolve off"`
		Presolved    spread  `json:"presolve on"`
		Text         spread  `json:"text"`
		Disagreement float64 `json:"disagreement"`
	}
	m, err := chromedp.Run(tab, chromedp.Evaluate[measured](fmt.Sprintf("measure(%d, %d)", agents, entries)))
	if err != nil {
		return err
	}
	fmt.Printf("  %d x %d (epsilons differ by %.1g)\n    ours                            %v\n", agents, entries, m.Disagreement, m.Ours)
	for _, row := range []struct {
		name  string
		times spread
	}{{"solve(text)", m.Text}, {"arrays, presolve", m.Presolved}, {"arrays, no presolve", m.Plain}} {
		fmt.Printf("    HiGHS, %-24s %v  %5.1f times ours\n", row.name, row.times, row.times.Median/m.Ours.Median)
	}
	return nil
}

// drag moves an agent of the crowd about and reports the median time of an event.
func drag(tab context.Context, url string) error {
	if err := chromedp.Do(tab, chromedp.Navigate(url+"/stage.html?preset=crowd")); err != nil {
		return err
	}
	const nudges = `emergent.ready.then(() => {
		const handle = document.querySelector('[data-handle="user"]');
		for (let i = 0; i < 400; i++) {
			const key = ["ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"][i >> 2 & 3];
			handle.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
		}
		return emergent.stats();
	})`
	s, err := chromedp.Run(tab, chromedp.Evaluate[struct{ EventMedian, Solve float64 }](nudges, chromedp.EvalAwaitPromise))
	if err != nil {
		return err
	}
	fmt.Printf("\none move in the figure, twelve agents: %.2f ms from event to new verdict in the page (median), of which solving %.2f ms\n", s.EventMedian, s.Solve)
	return nil
}
