//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// preset reads one of the scenarios that ship with the page.
func preset(t *testing.T, name string) engine.Scenario {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dist, "static", "presets", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := engine.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// scenario returns what the page holds, read by the engine.
func (b *tab) scenario() engine.Scenario {
	b.Helper()
	return b.scenarioText("JSON.stringify(emergent.getScenario())")
}

// agrees checks that the page's result for its scenario is the engine's, and returns it.
func (b *tab) agrees() engine.Result {
	b.Helper()
	want := engine.Solve(b.scenario())
	got := value[string](b, "emergent.getResult().then(JSON.stringify)")
	if diff := differs(got, want); diff != "" {
		b.Errorf("getResult differs from the engine run natively: %s", diff)
	}
	return want
}

// tolerance is what page and command line may differ by: Exp and Tanh differ in the last
// bits between processors, and the solvers carry that on.
const tolerance = 1e-9

func differs(got string, want engine.Result) string {
	data, err := json.Marshal(want)
	if err != nil {
		return err.Error()
	}
	var g, w any
	if err := json.Unmarshal([]byte(got), &g); err != nil {
		return err.Error()
	}
	if err := json.Unmarshal(data, &w); err != nil {
		return err.Error()
	}
	return diff("result", g, w)
}

// diff returns the first place at which two JSON values differ, "" if none.
func diff(path string, got, want any) string {
	switch w := want.(type) {
	case float64:
		g, ok := got.(float64)
		if !ok || math.Abs(g-w) > tolerance {
			return fmt.Sprintf("%s: got %v, want %v", path, got, w)
		}
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(w) {
			return fmt.Sprintf("%s: got %v, want %v", path, got, want)
		}
		for i := range w {
			if d := diff(fmt.Sprintf("%s[%d]", path, i), g[i], w[i]); d != "" {
				return d
			}
		}
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok || len(g) != len(w) {
			return fmt.Sprintf("%s: got %v, want %v", path, got, want)
		}
		for key := range w {
			if d := diff(path+"."+key, g[key], w[key]); d != "" {
				return d
			}
		}
	default:
		if !reflect.DeepEqual(got, want) {
			return fmt.Sprintf("%s: got %v, want %v", path, got, want)
		}
	}
	return ""
}

func same(t *testing.T, what string, got, want engine.Scenario) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got %s, want %s", what, engine.Format(got), engine.Format(want))
	}
}

// moved checks that exactly the weights of one agent differ.
func moved(t *testing.T, got, from engine.Scenario, agent int) {
	t.Helper()
	if reflect.DeepEqual(got.Agents[agent].Weights, from.Agents[agent].Weights) {
		t.Errorf("agent %d has not moved: %v", agent, got.Agents[agent].Weights)
	}
	got.Agents = append([]engine.Party(nil), got.Agents...)
	got.Agents[agent].Weights = from.Agents[agent].Weights
	same(t, "beside the moved agent", got, from)
}
