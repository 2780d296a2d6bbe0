package chart

import (
	"math"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// A line through points is straight between them, level beyond its ends, and takes the later of two at one place.
func TestRead(t *testing.T) {
	points := [][2]float64{{1, 10}, {2, 20}, {4, 0}, {4, 8}}
	for _, c := range [][2]float64{{-5, 10}, {1, 10}, {1.5, 15}, {2, 20}, {3, 10}, {4, 8}, {9, 8}} {
		got := Read(c[0], len(points), func(i int) (float64, float64) { return points[i][0], points[i][1] })
		if math.Abs(got-c[1]) > 1e-12 {
			t.Errorf("at %v: %v, want %v", c[0], got, c[1])
		}
	}
	if got := Read(3, 0, nil); got != 0 {
		t.Errorf("no points: %v", got)
	}
}

// Plot and key lie in their room and clear of each other, the key beside the plot where that lies.
func TestDivide(t *testing.T) {
	m := Margins{Left: 36, Right: 12, Top: 34, Bottom: 34, Raised: 14, Share: 0.56, Gap: 8, KeyShare: 0.46, Tallest: 1.7}
	for _, room := range []view.Rect{{X: 5, Y: 7, W: 300, H: 700}, {W: 300, H: 200}, {X: 3, W: 600, H: 200}} {
		c := Chart{Entries: make([]Entry, 4)}
		r, lies := c.Divide(room, m)
		k := c.KeyRoom
		if lies != (room.W > 1.6*room.H) || c.Room != room {
			t.Errorf("%v: it lies: %v, in %v", room, lies, c.Room)
		}
		for _, part := range []view.Rect{r, k} {
			if part.W <= 0 || part.H <= 0 || part.X < room.X || part.Y < room.Y || part.X+part.W > room.X+room.W+1e-9 ||
				part.Y+part.H > room.Y+room.H+1e-9 {
				t.Errorf("%v: a part is at %v", room, part)
			}
		}
		if lies && (k.X < r.X+r.W || r.X+r.W > room.X+m.Share*room.W+1e-9) || !lies && k.Y < r.Y+r.H+m.Bottom ||
			r.Y+r.H+m.Bottom > room.Y+room.H+1e-9 {
			t.Errorf("%v: the plot at %v, the key at %v", room, r, k)
		}
	}
}

// A chart that is not shown has no handle, and its numbers are there at once where there are more.
func TestChart(t *testing.T) {
	c := Chart{Handle: stage.Handle{ID: "grip"}, Grip: view.Pixel{X: 3}, Goal: []float64{1}}
	if c.Aim(0, true); len(c.Handles(nil)) != 0 {
		t.Error("a chart has a handle that is not shown")
	}
	c.Room.W, c.Goal = 10, append(c.Goal, 2)
	if c.Aim(1, false); c.Step(1) || c.Shown()[1] != 2 {
		t.Errorf("another number is on its way: %v", c.Shown())
	}
	if h := c.Handles(nil); len(h) != 1 || h[0].At != c.Grip {
		t.Errorf("handles %+v", h)
	}
	c.Goal[1] = 3
	if c.Aim(2, false); !c.Step(2) || c.Shown()[1] != 2 {
		t.Errorf("a number is there at once: %v", c.Shown())
	}
}
