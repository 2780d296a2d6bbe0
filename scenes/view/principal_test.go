package view

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// Against gonum: eigenvalues of the Gram matrix of the centred vectors, and the plane's
// distances, which do not depend on signs.
func TestPrincipalAgreesWithGonum(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 16))
	var q Principal
	for range 60 {
		n, d := 2+rng.IntN(24), 4+rng.IntN(61)
		vectors := make([][]float64, n)
		x := mat.NewDense(n, d, nil)
		for i := range vectors {
			vectors[i] = make([]float64, d)
			for j := range vectors[i] {
				vectors[i][j] = rng.Float64()
				x.Set(i, j, vectors[i][j])
			}
		}
		at, share := q.Of(vectors)
		for j := range d {
			mean := mat.Sum(x.ColView(j)) / float64(n)
			for i := range n {
				x.Set(i, j, x.At(i, j)-mean)
			}
		}
		var svd mat.SVD
		if !svd.Factorize(x, mat.SVDThin) {
			t.Fatal("gonum gives up")
		}
		values := svd.Values(nil)
		var u mat.Dense
		svd.UTo(&u)
		total := 0.
		for _, v := range values {
			total += v * v
		}
		shown := values[0] * values[0]
		if len(values) > 1 {
			shown += values[1] * values[1]
		}
		if math.Abs(share-shown/total) > 1e-9 {
			t.Fatalf("share %v, gonum %v", share, shown/total)
		}
		for i := range n {
			for k := range i {
				want := math.Abs(values[0] * (u.At(i, 0) - u.At(k, 0)))
				if len(values) > 1 {
					want = math.Hypot(want, values[1]*(u.At(i, 1)-u.At(k, 1)))
				}
				if got := at[i].Sub(at[k]).Norm(); math.Abs(got-want) > 1e-8 {
					t.Fatalf("distance %d-%d is %v, gonum %v", i, k, got, want)
				}
			}
		}
	}
}

func TestPrincipalOfDegenerateVectors(t *testing.T) {
	var q Principal
	at, share := q.Of([][]float64{{1, 2}, {1, 2}, {1, 2}})
	for _, p := range at {
		if p.Norm() > 1e-7 {
			t.Errorf("equal vectors lie at %v", p)
		}
	}
	if share != 1 {
		t.Errorf("of nothing, %v is shown", share)
	}
	at, share = q.Of([][]float64{{0, 0}, {3, 4}})
	if math.Abs(at[0].Sub(at[1]).Norm()-5) > 1e-9 || math.Abs(share-1) > 1e-9 {
		t.Errorf("two vectors lie at %v, share %v", at, share)
	}
	at, _ = q.Of([][]float64{{3, 4}})
	if at[0] != (Point{}) {
		t.Errorf("one vector lies at %v", at[0])
	}
}
