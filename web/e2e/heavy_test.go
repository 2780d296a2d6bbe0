//go:build e2e

package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emergent-alignment/emergent/engine"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/tracing"
	"github.com/chromedp/chromedp"
)

// The heaviest scenarios that the door admits, in every figure: the page's main thread is never busy
// for longer than a reader notices (docs/speed.md). The scenarios are those of ./build.sh worst.
func TestHeavyOnTheMainThread(t *testing.T) {
	folder := os.Getenv("EMERGENT_HEAVY")
	if folder == "" {
		t.Skip("a search: ./build.sh worst")
	}
	const longest = 50.0 // milliseconds of the processor
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios in %s: %v", folder, err)
	}
	composed(t) // programs are optimised as a reader's browser does
	b := stage(t, "?scene=hull", wide)
	scenes := value[[]string](b, "[...document.querySelectorAll('#scenes [data-scene]:not([hidden])')].map((e) => "+
		"e.dataset.scene)")
	settle := func() {
		for until := time.Now().Add(5 * time.Minute); !value[bool](b,
			"document.getElementById('stale').hidden"); time.Sleep(50 * time.Millisecond) {
			if time.Now().After(until) {
				t.Fatal("no answer in five minutes")
			}
		}
		b.eval("new Promise((done) => setTimeout(done, 100))")
	}
	// The program is compiled to the end, and the worker is there, before anything counts.
	for _, scene := range scenes {
		b.eval("emergent.setView({ scene: '" + scene + "' })")
		settle()
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, err := engine.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		for i, scene := range scenes {
			b.eval("emergent.setView({ scene: '" + scene + "' })")
			settle()
			most, parts := b.busiest(func() { // given, taken back and again, and looked at in another figure
				for _, act := range []string{
					"setScenario(" + string(engine.Format(s)) + ").catch(() => {})", "undo()", "redo()",
					"setView({ scene: '" + scenes[(i+1)%len(scenes)] + "' })",
				} {
					b.eval("emergent." + act)
					settle()
				}
			})
			t.Logf("%s in %s: %.1f ms", filepath.Base(file), scene, most)
			if most > longest {
				t.Errorf("%s in %s keeps the main thread busy for %.1f ms: %s", filepath.Base(file), scene, most,
					strings.Join(parts, ", "))
			}
			b.eval("emergent.undo?.()")
		}
	}
}

// traced is what the browser's own tracing tells of something that took time; times in microseconds,
// those of the processor begin with T.
type traced struct {
	Name, Ph      string
	Pid, Tid      int64
	Ts, Dur, Tdur float64
	Args          struct{ Name string }
}

// busiest is the longest task of the page's main thread while work runs, in milliseconds of the
// processor, as the browser's own tracing tells, and what of it took longer than 2 ms.
func (b *tab) busiest(work func()) (most float64, parts []string) {
	b.Helper()
	type thread struct{ pid, tid int64 }
	events, main := b.trace(work), map[thread]bool{} // threads that draw pages
	for _, e := range events {
		if e.Name == "thread_name" && e.Args.Name == "CrRendererMain" {
			main[thread{e.Pid, e.Tid}] = true
		}
	}
	var longest traced
	for _, e := range events {
		if main[thread{e.Pid, e.Tid}] && e.Name == "RunTask" && e.Tdur > longest.Tdur {
			longest = e
		}
	}
	if longest.Tdur == 0 {
		b.Fatal("the trace has no task of the page's main thread")
	}
	for _, e := range events {
		within := e.Pid == longest.Pid && e.Tid == longest.Tid && e.Ts >= longest.Ts &&
			e.Ts+e.Dur <= longest.Ts+longest.Dur
		if within && e.Ph == "X" && e.Name != "RunTask" && e.Tdur > 2000 {
			parts = append(parts, fmt.Sprintf("%s %.1f", e.Name, e.Tdur/1000))
		}
	}
	return longest.Tdur / 1000, parts
}

// trace is what the browser tells of the time in which work runs.
func (b *tab) trace(work func()) (events []traced) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 5*time.Minute)
	defer cancel()
	var mu sync.Mutex
	whole := make(chan struct{}, 1)
	err := chromedp.Listen(ctx, func(ev any) {
		switch ev := ev.(type) {
		case *tracing.EventDataCollected:
			mu.Lock()
			defer mu.Unlock()
			for _, v := range ev.Value {
				var e traced
				if json.Unmarshal([]byte(v), &e) == nil {
					events = append(events, e)
				}
			}
		case *tracing.EventTracingComplete:
			whole <- struct{}{}
		}
	})
	if err != nil {
		b.Fatal(err)
	}
	config := tracing.TraceConfig{IncludedCategories: []string{"disabled-by-default-devtools.timeline",
		"devtools.timeline", "__metadata"}}
	if _, err := chromedp.Call(ctx, tracing.Start,
		tracing.StartParams{TransferMode: "ReportEvents", TraceConfig: &config}); err != nil {
		b.Fatal(err)
	}
	work()
	if _, err := chromedp.Call(ctx, tracing.End, cdp.Empty{}); err != nil {
		b.Fatal(err)
	}
	select {
	case <-whole:
	case <-ctx.Done():
		b.Fatal(ctx.Err())
	}
	mu.Lock()
	defer mu.Unlock()
	return events
}
