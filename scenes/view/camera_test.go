package view

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestTurnIsARotation(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 50 {
		turn := NewTurn(rng.NormFloat64()*3, rng.NormFloat64())
		p := Point{rng.NormFloat64(), rng.NormFloat64(), rng.NormFloat64()}
		if got := turn.Undo(turn.Apply(p)); got.Sub(p).Norm() > 1e-12 {
			t.Fatalf("undone to %v, want %v", got, p)
		}
		if math.Abs(turn.Apply(p).Norm()-p.Norm()) > 1e-12 {
			t.Fatalf("turning changes the length of %v", p)
		}
	}
}

// What Delta returns is drawn as asked: Screen(p + Delta(d)) = Screen(p) + d, same depth.
func TestDeltaIsTheInverseOfScreen(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	for range 50 {
		cam := Camera{Turn: NewTurn(rng.NormFloat64(), rng.NormFloat64()), Origin: Pixel{300, 200}, Scale: 180}
		p := Point{rng.NormFloat64(), rng.NormFloat64(), rng.NormFloat64()}
		d := Pixel{rng.NormFloat64() * 50, rng.NormFloat64() * 50}
		at, depth := cam.Screen(p)
		to, deep := cam.Screen(p.Add(cam.Delta(d)))
		if math.Hypot(to.X-at.X-d.X, to.Y-at.Y-d.Y) > 1e-9 || math.Abs(depth-deep) > 1e-9 {
			t.Fatalf("moved by %v %v, depth %v to %v, want %v", to.X-at.X, to.Y-at.Y, depth, deep, d)
		}
	}
	if d := (&Camera{}).Delta(Pixel{1, 1}); d != (Point{}) {
		t.Errorf("a camera without a scale moves by %v", d)
	}
}

func TestFit(t *testing.T) {
	s := NewSimplex(3)
	r := Rect{X: 10, Y: 20, W: 400, H: 300}
	cam := Fit(s.Box(), r)
	lowest, highest := math.Inf(1), math.Inf(-1)
	for j := range 3 {
		at := cam.At(s.Corner(j))
		if !r.Inset(-1e-9).Contains(at) {
			t.Errorf("corner %d at %v leaves %v", j, at, r)
		}
		lowest, highest = min(lowest, at.Y), max(highest, at.Y)
	}
	if math.Abs(highest-lowest-r.H) > 1e-9 {
		t.Errorf("the triangle is %v high, want all of %v", highest-lowest, r.H)
	}
	if top, left := cam.At(s.Corner(0)), cam.At(s.Corner(1)); top.Y > left.Y || left.X > top.X {
		t.Errorf("top %v, left %v: the triangle stands wrong", top, left)
	}
	one := NewSimplex(1)
	cam = Fit(one.Box(), r)
	if at := cam.At(one.Corner(0)); at != r.Center() {
		t.Errorf("a point is at %v, want the middle %v", at, r.Center())
	}
}
