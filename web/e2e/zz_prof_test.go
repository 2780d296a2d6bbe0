//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/emergent-alignment/emergent/engine"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/profiler"
)

func TestZZProf(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(os.Getenv("EMERGENT_HEAVY"), "*.json"))
	composed(t)
	b := stage(t, "?scene=hull", wide)
	scenes := value[[]string](b, "[...document.querySelectorAll('#scenes [data-scene]:not([hidden])')].map((e) => e.dataset.scene)")
	if s := os.Getenv("PROF_SCENES"); s != "" {
		scenes = strings.Split(s, ",")
	}
	settle := func() {
		for !value[bool](b, "document.getElementById('stale').hidden") {
			time.Sleep(50 * time.Millisecond)
		}
		b.eval("new Promise((done) => setTimeout(done, 100))")
	}
	for _, scene := range scenes {
		b.eval("emergent.setView({ scene: '" + scene + "' })")
		settle()
	}
	command(b, profiler.Enable, cdp.Empty{})
	command(b, profiler.SetSamplingInterval, profiler.SetSamplingIntervalParams{Interval: 200})
	for _, file := range files {
		data, _ := os.ReadFile(file)
		s, err := engine.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		for _, scene := range scenes {
			b.eval("emergent.setView({ scene: '" + scene + "' })")
			settle()
			command(b, profiler.Start, cdp.Empty{})
			b.eval("emergent.setScenario(" + string(engine.Format(s)) + ").catch(() => {})")
			settle()
			p := command(b, profiler.Stop, cdp.Empty{}).Profile
			fmt.Println("=====", filepath.Base(file), scene)
			self := map[int64]float64{}
			for i, id := range p.Samples {
				self[id] += float64(p.TimeDeltas[i]) / 1000
			}
			nodes := map[int64]*profiler.ProfileNode{}
			for _, n := range p.Nodes {
				nodes[n.ID] = n
			}
			flat := map[string]float64{}
			cum := map[string]float64{}
			var walk func(n *profiler.ProfileNode, depth int, on map[string]bool) float64
			var print func(n *profiler.ProfileNode, depth int)
			total := map[int64]float64{}
			walk = func(n *profiler.ProfileNode, depth int, on map[string]bool) float64 {
				name := n.CallFrame.FunctionName
				sum := self[n.ID]
				flat[name] += sum
				was := on[name]
				on[name] = true
				for _, c := range n.Children {
					sum += walk(nodes[c], depth+1, on)
				}
				on[name] = was
				if !was {
					cum[name] += sum
				}
				total[n.ID] = sum
				return sum
			}
			print = func(n *profiler.ProfileNode, depth int) {
				if total[n.ID] < 1.5 || depth > 60 {
					return
				}
				name := n.CallFrame.FunctionName
				if name != "(idle)" && name != "(program)" {
					fmt.Printf("%s%.1f (%.1f) %s\n", strings.Repeat(" ", depth), total[n.ID], self[n.ID], strings.ReplaceAll(name, "github.com/emergent-alignment/emergent/", ""))
				}
				kids := append([]int64{}, n.Children...)
				sort.Slice(kids, func(i, j int) bool { return total[kids[i]] > total[kids[j]] })
				for _, c := range kids {
					print(nodes[c], depth+1)
				}
			}
			walk(p.Nodes[0], 0, map[string]bool{})
			print(p.Nodes[0], 0)
			type kv struct {
				k string
				v float64
			}
			var list []kv
			for k, v := range flat {
				list = append(list, kv{k, v})
			}
			sort.Slice(list, func(i, j int) bool { return list[i].v > list[j].v })
			for _, e := range list[:min(len(list), 15)] {
				fmt.Printf("flat %.1f %s\n", e.v, e.k)
			}
			b.eval("emergent.undo?.()")
		}
	}
}
