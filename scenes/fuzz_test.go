package scenes

import (
	"encoding/json"
	"reflect"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// FuzzView: any view is shown, by any figure, and comes back as it was; or it is refused in one
// short line with the view kept.
func FuzzView(f *testing.F) {
	for _, seed := range []string{
		`{}`, `{"scene":"hull","yaw":6.3,"pitch":-1}`, `{"scene":"equilibrium","values":{"shown":"best","agent":"1"}}`,
		`{"scene":"selection","values":{"step":"3","play":"true"}}`,
		`{"scene":"conversation","values":{"round":"2","speed":"fast"}}`,
		`{"scene":"quantal","values":{"agent":"99","map":"floor"}}`,
		`{"scene":"lab","values":{"lab.kind":"table","lab.runs":"-1","lab.dimensions":"1,2,x"}}`,
		`{"scene":"lab","values":{"lab.kind":"hull","lab.at":"NaN","lab.seed":"18446744073709552000"}}`,
		`{"scene":"\u202e"}`, `{"yaw":1e400}`,
	} {
		f.Add([]byte(seed))
	}
	a := New(Options{})
	f.Fuzz(func(t *testing.T, data []byte) {
		var v stage.View
		if json.Unmarshal(data, &v) != nil {
			return
		}
		before := a.View()
		if err := a.SetView(v); err != nil {
			text := err.Error()
			if n := utf8.RuneCountInString(text); n == 0 || n >= 200 || !plain(text) {
				t.Fatalf("%q has %d characters", text, n)
			}
			if !reflect.DeepEqual(a.View(), before) {
				t.Fatal("a refused view was taken")
			}
			return
		}
		if got := a.View(); v.Scene != "" && got.Scene != v.Scene {
			t.Fatalf("%s shows %q", data, got.Scene)
		}
		a.Result(func(engine.Result, error) {})
	})
}

func plain(text string) bool {
	for _, r := range text {
		if !unicode.IsPrint(r) {
			return false
		}
	}
	return true
}
