package scenes

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// TestAbsentSections: every figure lives without any one section, and without any at all, since a
// section is absent where its solver fails (engine.Fault).
func TestAbsentSections(t *testing.T) {
	files, err := filepath.Glob("../web/static/presets/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d presets, %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, err := engine.Parse(data)
		if err != nil {
			continue // the list of presets is none
		}
		for _, scene := range scenes {
			whole := new(engine.Solver).Solve(s, scene.wants)
			for i := range reflect.TypeFor[engine.Result]().NumField() {
				r := whole
				field := reflect.ValueOf(&r).Elem().Field(i)
				if field.Kind() != reflect.Pointer || field.IsNil() {
					continue
				}
				field.SetZero()
				r.Notes = []string{"a section is absent: its solver failed, " + engine.Fault}
				name := reflect.TypeFor[engine.Result]().Field(i).Name
				lives(t, fmt.Sprintf("%s, %s without %s", filepath.Base(file), scene.name, name), scene.make(), s, r)
			}
			lives(t, fmt.Sprintf("%s, %s without any", filepath.Base(file), scene.name), scene.make(),
				s, engine.Result{Version: 1})
		}
	}
}

// lives fails the test where a figure panics over a result.
func lives(t *testing.T, what string, scene stage.Scene, s engine.Scenario, r engine.Result) {
	t.Helper()
	defer func() {
		if trouble := recover(); trouble != nil {
			t.Errorf("%s: %v", what, trouble)
		}
	}()
	f := &stage.Frame{
		Scenario: s, Result: r, Figure: view.Rect{W: 560, H: 420}, Aside: view.Rect{X: 560, W: 240, H: 420},
		Theme: theme.Named("light"), Reduced: true, Revision: 1,
	}
	scene.Layout(f)
	scene.Draw(new(pen.Recorder))
	scene.Handles(nil)
	scene.Panel()
	if charted, ok := scene.(stage.Charted); ok {
		charted.Series(f)
	}
}
