package chart

import (
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
)

func plot() *Plot {
	var c Plot
	c.Set(view.Rect{X: 40, Y: 10, W: 200, H: 100}, Scale{Low: 0, High: 10}, Scale{Low: 0, High: 1})
	return &c
}

// A curve is cut off at the lower and upper border, where it crosses them, into pieces.
func TestCurvesEndAtTheBorder(t *testing.T) {
	for _, c := range []struct {
		y    []float64
		want []string
	}{
		{[]float64{0.5, 0.5}, []string{"M 40.00 60.00 L 60.00 60.00"}},
		{[]float64{0.5, 1.5}, []string{"M 40.00 60.00 L 50.00 10.00"}},
		{[]float64{-10, 0.5, -10}, []string{"M 59.05 110.00 L 60.00 60.00 L 60.95 110.00"}},
		{[]float64{-1, 2}, []string{"M 46.67 110.00 L 53.33 10.00"}},
		{[]float64{0.5, 2, 2, 0.5}, []string{"M 40.00 60.00 L 46.67 10.00", "M 93.33 10.00 L 100.00 60.00"}},
		{[]float64{3, 4}, nil},
	} {
		var r pen.Recorder
		marks := mark.Painter{Theme: theme.Named("light")}
		plot().Curve(&r, &marks, len(c.y), func(i int) (float64, float64) { return float64(i), c.y[i] }, 2,
			pen.Color{A: 1}, nil)
		if len(r.Lines) != len(c.want) {
			t.Errorf("%v: %s, want %q", c.y, &r, c.want)
			continue
		}
		for i, want := range c.want {
			if !strings.HasSuffix(r.Lines[i], want) {
				t.Errorf("%v: %s, want %s", c.y, r.Lines[i], want)
			}
		}
	}
}

// Levels outside are not drawn; bands stay inside.
func TestLevelsAndBands(t *testing.T) {
	var r pen.Recorder
	marks := mark.Painter{Theme: theme.Named("light")}
	c := plot()
	c.Level(&r, &marks, 1.2, 1, pen.Color{A: 1}, nil)
	c.Level(&r, &marks, -0.1, 1, pen.Color{A: 1}, nil)
	if len(r.Lines) != 0 {
		t.Errorf("drawn outside: %s", &r)
	}
	c.Band(&r, &marks, 2, func(i int) (float64, float64, float64) { return float64(i), -3, 7 }, pen.Color{A: 1})
	if !strings.Contains(r.String(), "M 40.00 10.00 L 60.00 10.00 L 60.00 110.00 L 40.00 110.00 Z") {
		t.Errorf("band %s", &r)
	}
}

// A key uses short names where long ones have no room, and draws nothing without room.
func TestKey(t *testing.T) {
	marks := mark.Painter{Theme: theme.Named("light")}
	entries := []Entry{{Name: "a rather long name of a line", Short: "short", Value: "0.50", Width: 1},
		{Name: "band", Band: true}}
	for width, want := range map[float64]string{400: entries[0].Name, 110: "short"} {
		var r pen.Recorder
		Key(&r, &marks, view.Rect{W: width, H: 60}, 1, 12, entries)
		found := false
		for _, l := range r.Labels {
			found = found || l.Text == want
		}
		if !found {
			t.Errorf("width %v: %+v, want %q", width, r.Labels, want)
		}
	}
	var r pen.Recorder
	Key(&r, &marks, view.Rect{}, 1, 12, entries)
	Key(&r, &marks, view.Rect{W: 100, H: 50}, 1, 12, nil)
	if len(r.Lines) != 0 {
		t.Error("a key without room or entries is drawn")
	}
}

// Setting a plot again to what it is allocates nothing.
func TestSetAllocatesNothing(t *testing.T) {
	c := plot()
	if n := testing.AllocsPerRun(50, func() {
		c.Set(view.Rect{X: 40, Y: 10, W: 200, H: 100}, Scale{Low: 0, High: 10}, Scale{Low: 0, High: 1})
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
