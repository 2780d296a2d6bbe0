package puzzle

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// FuzzParse: whatever a link or a file brings is refused, or is a puzzle that reads back as it was,
// is not strayed from at its start, and can be judged.
func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob(filepath.Join(shipped, "*.json"))
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(`{"version": 1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Parse(data)
		if err != nil {
			return
		}
		if stray := p.Stray(p.Scenario); stray != "" {
			t.Errorf("at the start %s has moved", stray)
		}
		for _, c := range p.Goal {
			c.Met(p.Scenario, engine.Result{}) // no panic, whatever the condition
		}
		text, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Parse(text); err != nil {
			t.Errorf("does not read back: %v", err)
		}
	})
}
