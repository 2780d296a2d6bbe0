package main

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// report collects what was measured, as Markdown, and what had to be reached.
type report struct {
	targets []target
	body    strings.Builder
}

// target is one thing that had to be reached.
type target struct {
	what, want, got string
	met             bool
}

// section starts a part of the report; its text says what was measured and how.
func (r *report) section(title, text string) {
	fmt.Printf("%s\n", title)
	fmt.Fprintf(&r.body, "\n## %s\n\n%s\n", title, text)
}

// table adds rows under a head; the first column is of words, the others of numbers.
func (r *report) table(head []string, rows [][]string) {
	line := func(cells []string) { fmt.Fprintf(&r.body, "| %s |\n", strings.Join(cells, " | ")) }
	r.body.WriteString("\n")
	line(head)
	rule := []string{":--"}
	for range head[1:] {
		rule = append(rule, "--:")
	}
	line(rule)
	for _, cells := range rows {
		line(cells)
		fmt.Printf("  %s\n", strings.Join(cells, "  "))
	}
}

// say adds a sentence.
func (r *report) say(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	fmt.Printf("  %s\n", text)
	fmt.Fprintf(&r.body, "\n%s\n", text)
}

// reach records a target.
func (r *report) reach(met bool, what, want, format string, args ...any) {
	r.targets = append(r.targets, target{what, want, fmt.Sprintf(format, args...), met})
}

// list prints what had to be reached.
func (r *report) list() {
	for _, t := range r.targets {
		fmt.Printf("%t: %s (%s): %s\n", t.met, t.what, t.want, t.got)
	}
}

// write writes the report under its head: a sentence on the machine, then the targets.
func (r *report) write(name, machine string) error {
	var b strings.Builder
	b.WriteString("# What was measured\n\nWritten by `./build.sh bench`; docs/speed.md says why things are as they " +
		"are,\nwhere the time of a missed target goes, and what was tried.\n\n")
	b.WriteString(machine)
	b.WriteString("\n\n| to reach | limit | measured | |\n| :-- | --: | --: | :-- |\n")
	missed := 0
	for _, t := range r.targets {
		verdict := "reached"
		if !t.met {
			verdict = "**missed**"
			missed++
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", t.what, t.want, t.got, verdict)
	}
	b.WriteString(r.body.String())
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
		return err
	}
	fmt.Printf("\n%s: %d of %d reached\n", name, len(r.targets)-missed, len(r.targets))
	return nil
}

// sample is a series of measurements of one thing.
type sample []float64

// at is the value below which the share q of the sample lies.
func (s sample) at(q float64) float64 {
	if len(s) == 0 {
		return math.NaN()
	}
	sorted := slices.Clone(s)
	slices.Sort(sorted)
	return sorted[min(len(sorted)-1, int(q*float64(len(sorted))))]
}

// cells are median, 95th and 99th percentile and the most, as text.
func (s sample) cells() []string {
	return []string{millis(s.at(0.5)), millis(s.at(0.95)), millis(s.at(0.99)), millis(s.at(1))}
}

// spread is median, least and most as text.
func (s sample) spread() string {
	return fmt.Sprintf("%s (%s to %s)", millis(s.at(0.5)), millis(s.at(0)), millis(s.at(1)))
}

// millis writes milliseconds to three digits.
func millis(x float64) string {
	switch {
	case math.IsNaN(x):
		return ""
	case x < 0.1:
		return fmt.Sprintf("%.4f", x)
	case x < 10:
		return fmt.Sprintf("%.2f", x)
	}
	return fmt.Sprintf("%.1f", x)
}

// kilobytes writes bytes as thousands.
func kilobytes(n float64) string { return fmt.Sprintf("%.0f", n/1000) }
