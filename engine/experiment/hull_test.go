package experiment

import (
	"fmt"
	"math"
	"testing"
)

// report runs all chunks of a spec.
func report(t testing.TB, s Spec) Report {
	t.Helper()
	j, err := New(s, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := j.Collect()
	for i := range j.Chunks() {
		if err := c.Add(j.Run(i)); err != nil {
			t.Fatal(err)
		}
	}
	return c.Report()
}

// TestWendel: probabilities that [W] lists or that count themselves.
func TestWendel(t *testing.T) {
	rows := []struct {
		k, d int
		want float64
		why  string
	}{
		{1, 1, 0, "one point is not she"},
		{2, 1, 0.5, "one on either side"},
		{3, 1, 0.75, "not all three on one side"},
		{3, 2, 0.25, "a triangle around the centre of a circle"},
		{4, 3, 0.125, "a tetrahedron around the centre of a sphere (Putnam 1992 A6)"},
		{4, 2, 0.5, "1 - 4/8"},
		{4, 4, 0, "four points of R^4 are a facet"},
		{40, 1, 1 - math.Ldexp(1, -39), "not all forty on one side"},
	}
	for _, row := range rows {
		if got := wendel(row.k, row.d); got != row.want {
			t.Errorf("k %d, D %d: %v, want %v: %s", row.k, row.d, got, row.want, row.why)
		}
	}
}

// TestHullOfSeveralUsers: toward two, three and four users whose agents err on their own the power of [W] is in every
// band; one user, said or not, is one to the digit.
func TestHullOfSeveralUsers(t *testing.T) {
	runs := 1000
	if testing.Short() {
		runs = 200
	}
	for users := 2; users <= MaxCrowd; users++ {
		r := report(t, Spec{Version: 1, Kind: KindHull, Seed: 3, Runs: runs, Hull: &Hull{Users: users}})
		for _, c := range r.Hull.Cells {
			want := math.Pow(wendel(c.Agents, c.Dimension), float64(users))
			if math.Abs(c.Wendel-want) > 1e-9 || c.Wendel < c.Low || c.Wendel > c.High {
				t.Errorf("%d users, D %d, k %d: the law %v, want %v, in %v..%v",
					users, c.Dimension, c.Agents, c.Wendel, want, c.Low, c.High)
			}
		}
	}
	one := report(t, Spec{Version: 1, Kind: KindHull, Runs: 200})
	said := report(t, Spec{Version: 1, Kind: KindHull, Runs: 200, Hull: &Hull{Users: 1}})
	for i, c := range one.Hull.Cells {
		if c != said.Hull.Cells[i] {
			t.Errorf("one user: %+v, said: %+v", c, said.Hull.Cells[i])
		}
	}
	for _, users := range []int{-1, MaxCrowd + 1} {
		if err := (Spec{Version: 1, Kind: KindHull, Hull: &Hull{Users: users}}).Validate(); err == nil ||
			err.Error() != fmt.Sprintf("hull.users: is %d, must be 1 to 4", users) {
			t.Errorf("%d users: %v", users, err)
		}
	}
}

// TestHullAgreesWithWendel: for D = 1..4 and k = 2..12 and each noise, [W] is in every band,
// and where it says 0 there is not one run inside.
func TestHullAgreesWithWendel(t *testing.T) {
	runs := 2500
	if testing.Short() {
		runs = 300
	}
	for _, noise := range Noises() {
		for seed := range uint64(2) {
			r := report(t, Spec{Version: 1, Kind: KindHull, Seed: seed + 1, Runs: runs, Hull: &Hull{Noise: noise}})
			if len(r.Hull.Cells) != 44 || r.Runs != runs {
				t.Fatalf("%d cells, %d runs", len(r.Hull.Cells), r.Runs)
			}
			for _, c := range r.Hull.Cells {
				if c.Wendel < c.Low || c.Wendel > c.High {
					t.Errorf("%s, D %d, k %d: %v is outside %v..%v", noise, c.Dimension, c.Agents, c.Wendel, c.Low,
						c.High)
				}
				if c.Agents <= c.Dimension && c.Inside > 0 {
					t.Errorf("%s, D %d, k %d: inside %d times", noise, c.Dimension, c.Agents, c.Inside)
				}
				if c.High-c.Low > 5/math.Sqrt(float64(runs)) {
					t.Errorf("a band from %v to %v says nothing", c.Low, c.High)
				}
			}
			if r.Hull.Within != 44 {
				t.Errorf("%d within", r.Hull.Within)
			}
		}
	}
}

// TestSharedErrors: with nothing in common the counts are those of before; the more the agents'
// errors have in common the rarer the user is among them, and with everything in common never.
func TestSharedErrors(t *testing.T) {
	counts := func(shared float64) (list []int) {
		r := report(t, Spec{Version: 1, Kind: KindHull, Seed: 3, Runs: 400,
			Hull: &Hull{Dimensions: []int{2}, Agents: []int{4, 8, 16}, Shared: shared}})
		for _, c := range r.Hull.Cells {
			list = append(list, c.Inside)
		}
		return list
	}
	before := counts(0)
	for _, shared := range []float64{0.25, 0.5, 0.75, 1} {
		now := counts(shared)
		for i := range now {
			if now[i] > before[i] {
				t.Errorf("%v in common: %d of 400 inside, with less in common %d", shared, now[i], before[i])
			}
		}
		before = now
	}
	if before[0]+before[1]+before[2] != 0 {
		t.Errorf("everything in common: %v inside", before)
	}
}
