package numeric

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// Reduction finds the solution that a system was made of, and the inverse beside it, with rows in any order;
// the bound for partial pivoting at these sizes is far below the tolerance.
func TestReduce(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for trial := range 500 {
		n := 1 + trial%6
		width := 2*n + 1
		want, a, system := make([]float64, n), make([]float64, n*width), make([][]float64, n)
		for i := range want {
			want[i] = rng.NormFloat64()
		}
		for r := range n {
			row := a[r*width:][:width]
			for c := range n {
				row[c] = rng.NormFloat64()
			}
			row[(r+1)%n] += 8 // the largest entry of a row lies beside the diagonal
			system[r] = slices.Clone(row[:n])
			row[n], row[n+1+r] = Dot(want, row), 1
		}
		if !Reduce(a, n, width, 1e-12) {
			t.Fatalf("%d: no solution of %v", trial, system)
		}
		for i := range n {
			if x := a[i*width+n]; math.Abs(x-want[i]) > 1e-12 {
				t.Fatalf("%d: %v, want %v", trial, x, want[i])
			}
			for c := range n { // a row of the inverse times a column
				product := 0.0
				for k, row := range system {
					product += a[i*width+n+1+k] * row[c]
				}
				if unit := 1 - min(1, math.Abs(float64(i-c))); math.Abs(product-unit) > 1e-12 {
					t.Fatalf("%d: the inverse times the matrix is %v at %d, %d", trial, product, i, c)
				}
			}
		}
	}
	if Reduce([]float64{1, 2, 3, 2, 4, 6}, 2, 3, 1e-12) {
		t.Error("a singular system has a solution")
	}
}

// Sized keeps what is there and makes room where there is none.
func TestSized(t *testing.T) {
	s := []int{1, 2, 3}
	if got := Sized(s, 2); len(got) != 2 || &got[0] != &s[0] {
		t.Errorf("%v is another slice than %v", got, s)
	}
	if got := Sized(s, 5); len(got) != 5 || cap(got) < 7 {
		t.Errorf("length %d, room %d", len(got), cap(got))
	}
}
