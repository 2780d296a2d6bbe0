// Package looktest is what the tests of figures share: scenarios to draw, frames to draw
// them in, and laws that every picture keeps. It stands above stage and below no figure;
// only tests import it. What a figure should look like is said in the figure's own tests.
package looktest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// Presets are the page's scenarios; from the ninth on the user answers by chance, or there is a
// conversation, or there are several users.
var Presets = append([]string{"judge", "rivals", "echo", "specialists", "pharma", "shared-bias", "clinic",
	"crowd", "overload", "whisper"}, Towns...)

// Towns are those with several users.
var Towns = []string{"town", "town-apart", "town-hall", "town-between", "town-lean", "public-notice"}

// root leads from the folder of a figure, where its tests run, to that of the project.
var root = filepath.Join("..", "..")

// Parse reads a scenario.
func Parse(t testing.TB, text string) engine.Scenario {
	t.Helper()
	s, err := engine.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Preset reads one of the presets.
func Preset(t testing.TB, name string) engine.Scenario {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "web", "static", "presets", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return Parse(t, string(data))
}

// leastCases is how many cases the engine has at least: fewer are a wrong folder.
const leastCases = 40

// EachCase calls visit with every scenario of the engine's cases.
func EachCase(t *testing.T, visit func(t *testing.T, name string, s engine.Scenario)) {
	t.Helper()
	paths, _ := filepath.Glob(filepath.Join(root, "engine", "testdata", "cases", "*.json"))
	if len(paths) < leastCases {
		t.Fatalf("%d cases, want at least %d", len(paths), leastCases)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".json")
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var c struct{ Scenario json.RawMessage }
			if err := json.Unmarshal(data, &c); err != nil {
				t.Fatal(err)
			}
			visit(t, name, Parse(t, string(c.Scenario)))
		})
	}
}

// Apply is a scenario after edits that must succeed.
func Apply(t testing.TB, s engine.Scenario, edits ...engine.Edit) engine.Scenario {
	t.Helper()
	for _, e := range edits {
		var err error
		if s, err = engine.Apply(s, e); err != nil {
			t.Fatal(err)
		}
	}
	return s
}
