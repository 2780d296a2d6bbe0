package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// edits are made at random in one figure; every one is an event as a reader's would be.
const edits = 10_000

// editing nudges random points by keys, adds, removes, undoes and changes settings, by a seeded
// generator, and returns what the heap holds after a collection, before and after.
const editing = `emergent.ready.then(async () => {
	let seed = 1;
	const random = (n) => { seed = (seed * 48271) %% 2147483647; return seed %% n; };
	const keys = ["ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"];
	const press = (target, key, more) => target.dispatchEvent(
		new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
	const edit = async (n) => {
		for (let i = 0; i < n; i++) {
			const handles = document.querySelectorAll("[data-handle]");
			const what = random(40);
			if (what === 0) emergent.undo();
			else if (what === 1) emergent.redo();
			else if (what === 2 && handles.length < 9)
				document.querySelector('[data-param="agents.add"], [data-param="add"]')?.click();
			else if (what === 3 && handles.length > 5)
				press(document.querySelector('[data-handle^="agent:"]'), "Delete");
			else press(handles[random(handles.length)], keys[random(4)], { shiftKey: random(5) === 0 });
			if (i %% 50 === 0) await new Promise((done) => setTimeout(done));
		}
		await emergent.getResult();
	};
	const heap = () => emergent.stats(true).heap;
	const fresh = heap();
	await edit(1000);
	const early = heap();
	await edit(3000);
	const full = heap();
	await edit(%d);
	return { fresh, early, full, after: heap() };
})`

// remembering reports whether edits leave anything behind.
func remembering(r *report, tab context.Context, url string) error {
	r.section("Memory after many edits",
		fmt.Sprintf("Bytes of Go's heap after a collection: fresh, after 1,000 and 4,000 random edits (by then the "+
			"history of undo is full, and there has been as much on the page at once as there will be) and "+
			"after %d more.", edits))
	if err := open(tab, url+"/stage.html?preset=specialists"); err != nil {
		return err
	}
	m, err := evaluate[struct{ Fresh, Early, Full, After float64 }](tab, editing, edits)
	if err != nil {
		return err
	}
	r.table([]string{"when", "KB"}, [][]string{{"fresh", kilobytes(m.Fresh)}, {"1,000 edits", kilobytes(m.Early)},
		{"4,000 edits", kilobytes(m.Full)}, {fmt.Sprintf("%d more", edits), kilobytes(m.After)}})
	growth := m.After/m.Full - 1
	r.reach(growth < 0.05, "heap after 10,000 random edits and a collection", "within 5 %", "%+.1f %%", 100*growth)
	return nil
}

// soon and rested are how long after everything has loaded memory is looked at: when the first
// collections have been, and when a browser left alone has given back what it can.
const soon, rested = 10 * time.Second, 45 * time.Second

// eight compares eight figures on one page with eight empty Ebitengine apps on one page, each
// page in a browser of its own: proportional memory of all its processes above a blank page.
func eight(r *report, url string) error {
	r.section("Eight figures on one page",
		fmt.Sprintf("Proportional set size (PSS, from /proc) of all processes of a browser of its own, above the same "+
			"browser with a blank page, %.0f and %.0f seconds after everything near the screen has loaded. "+
			"At first the service worker, which keeps the site for offline use, and what loading left behind are "+
			"still there.", soon.Seconds(), rested.Seconds()))
	if _, err := os.Stat("/proc/self/smaps_rollup"); err != nil {
		r.say("Not measured: this system does not tell the proportional memory of a process (%v).", err)
		return nil
	}
	pages := []struct{ name, address, ready string }{
		{"blank", "/bench/blank/", "true"},
		{"eight figures", "/bench/eight/",
			`new Promise((done) => { const look = () => document.querySelector("emergent-alignment").phase ` +
				`=== "live" ? done() : setTimeout(look, 50); look(); })`},
		{"eight empty Ebitengine apps", "/bench/eightempty/",
			`Promise.all([...document.querySelectorAll("iframe")].map((f) => new Promise((done) => { const look = () ` +
				`=> f.contentWindow.running ? done(f.contentWindow.running) : setTimeout(look, 50); look(); })))`},
	}
	used := make([][2]float64, len(pages))
	var rows [][]string
	for i, p := range pages {
		var err error
		if used[i], err = memoryOf(url+p.address, p.ready); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		row := []string{p.name}
		for k := range used[i] {
			row = append(row, megabytes(used[i][k]), megabytes(used[i][k]-used[0][k]))
		}
		rows = append(rows, row)
	}
	share := func(k int) float64 { return 100 * (used[1][k] - used[0][k]) / (used[2][k] - used[0][k]) }
	r.table([]string{"page", "MB, soon", "above blank", "MB, at rest", "above blank"}, rows)
	r.reach(share(1) < 60, "eight figures on one page, proportional memory above a blank page",
		"under 60 % of eight empty Ebitengine apps",
		"%.0f %% at rest, %.0f %% ten seconds after loading", share(1), share(0))
	return nil
}

func megabytes(n float64) string { return fmt.Sprintf("%.0f", n/1e6) }

// memoryOf starts a browser with one page and returns what all its processes hold, in bytes,
// soon and at rest.
func memoryOf(address, ready string) (used [2]float64, err error) {
	tab, end, err := chromium()
	if err != nil {
		return used, err
	}
	defer end()
	if err := open(tab, address); err != nil {
		return used, err
	}
	if _, err := evaluate[any](tab, "%s", "("+ready+").then?.(() => true) ?? true"); err != nil {
		return used, err
	}
	time.Sleep(soon)
	if used[0], err = treeMemory(os.Getpid()); err != nil {
		return used, err
	}
	time.Sleep(rested - soon)
	used[1], err = treeMemory(os.Getpid())
	return used, err
}

// treeMemory is the proportional set size of all processes below one, in bytes.
func treeMemory(root int) (float64, error) {
	parents := map[int]int{}
	entries, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return 0, err
	}
	for _, name := range entries {
		data, err := os.ReadFile(name)
		if err != nil {
			continue // it ended
		}
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(name)))
		_, rest, _ := strings.Cut(string(data), ") ") // the name before may hold anything
		if f := strings.Fields(rest); len(f) > 1 {
			parents[pid], _ = strconv.Atoi(f[1])
		}
	}
	total := 0.
	for pid := range parents {
		for p := parents[pid]; p > 1; p = parents[p] {
			if p == root {
				total += proportional(pid)
				break
			}
		}
	}
	if total == 0 {
		return 0, errors.New("no process of the browser was found")
	}
	return total, nil
}

// proportional is one process's share of the memory it uses, in bytes; 0 if it ended.
func proportional(pid int) float64 {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(data)) {
		if value, ok := strings.CutPrefix(line, "Pss:"); ok {
			n, _ := strconv.ParseFloat(strings.Fields(value)[0], 64)
			return 1024 * n
		}
	}
	return 0
}
