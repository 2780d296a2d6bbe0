// Command bench measures the engine natively and in Chromium, there beside HiGHS compiled to
// WebAssembly and beside empty Ebitengine apps in the same run, and writes what it finds, and
// what had to be reached, to bench/RESULTS.md. ./build.sh bench runs it.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/chromedp/chromedp"
)

// sizes of the hull test: agents x entries.
var sizes = [][2]int{{10, 25}, {24, 64}, {100, 100}}

func main() {
	dist := flag.String("dist", "dist", "the built page")
	cache := flag.String("cache", filepath.Join(".cache", "bench"), "folder for the npm package")
	out := flag.String("o", filepath.Join("bench", "RESULTS.md"), "file to write")
	only := flag.String("only", "", "measure only the parts of these names, separated by commas, and write nothing")
	flag.Parse()
	if err := run(*dist, *cache, *out, *only); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// part is one section of the report.
type part struct {
	name    string
	measure func() error
}

func run(dist, cache, out, only string) error {
	highs, err := fetchHighs(cache)
	if err != nil {
		return err
	}
	host, empty, err := serve(dist, highs)
	if err != nil {
		return err
	}
	defer host.Close()
	var r report
	words, err := inBrowser(&r, host.URL, dist, only, empty)
	if err != nil {
		return err
	}
	if err := each(only, []part{
		{"eight", func() error { return eight(&r, host.URL) }}, // no other browser is running
		{"solvers", func() error { return nativeSolvers(&r) }},
		{"native", func() error { return native(&r) }},
	}); err != nil {
		return err
	}
	if only != "" {
		r.list()
		return nil
	}
	return r.write(out, words)
}

// each measures the parts named, or all.
func each(only string, parts []part) error {
	for _, p := range parts {
		if only != "" && !slices.Contains(strings.Split(only, ","), p.name) {
			continue
		}
		if err := p.measure(); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return nil
}

// inBrowser makes the measurements that one browser is enough for, and says on what machine.
func inBrowser(r *report, url, dist, only string, empty map[string][]byte) (words string, err error) {
	tab, end, err := chromium()
	if err != nil {
		return "", err
	}
	defer end()
	if words, err = machine(tab); err != nil {
		return "", err
	}
	return words, each(only, []part{
		{"bytes", func() error { return weighing(r, tab, url, dist, empty) }},
		{"start", func() error { return starting(r, tab, url) }},
		{"rest", func() error {
			return watched(tab, func(tab context.Context) error { return resting(r, tab, url) })
		}},
		{"sized", func() error { return sized(r, tab, url) }},
		{"drag", func() error { return dragging(r, tab, url) }},
		{"equilibria", func() error { return equilibria(r, tab, url) }},
		{"users", func() error { return severalUsers(r, tab, url) }},
		{"frame", func() error { return painting(r, tab, url) }},
		{"page", func() error { return inPage(r, tab, url) }},
		{"workers", func() error { return working(r, tab, url) }},
		{"memory", func() error { return remembering(r, tab, url) }},
	})
}

// watched runs a measurement in a tab of its own, in which every page notes its drawing.
func watched(tab context.Context, measure func(tab context.Context) error) error {
	tab, end := chromedp.NewContext(tab)
	defer end()
	if err := before(tab, watchDrawing); err != nil {
		return err
	}
	return measure(tab)
}

// inPage measures what needs the page of measurements.
func inPage(r *report, tab context.Context, url string) error {
	if err := open(tab, url+"/bench/"); err != nil {
		return err
	}
	if _, err := evaluate[bool](tab, "start()"); err != nil {
		return err
	}
	if err := pageSolvers(r, tab); err != nil {
		return err
	}
	return growth(r, tab)
}
