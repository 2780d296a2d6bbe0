package exact

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// TestDecimal: a number is what is written, not the nearest binary fraction.
func TestDecimal(t *testing.T) {
	for _, c := range []struct {
		x    float64
		want string
	}{
		{0, "0"}, {1, "1"}, {0.5, "1/2"}, {0.1, "1/10"}, {0.333333, "333333/1000000"}, {-0.25, "-1/4"},
		{1e-9, "1/1000000000"}, {123456, "123456"}, {1e21, "1000000000000000000000"},
		{0.7071067811865476, "1767766952966369/2500000000000000"},
	} {
		if got := Decimal(c.x).RatString(); got != c.want {
			t.Errorf("Decimal(%v) = %s, want %s", c.x, got, c.want)
		}
	}
	r := rand.New(rand.NewPCG(1, 1))
	for range 1000 {
		x := math.Ldexp(r.Float64(), r.IntN(200)-150)
		if got, _ := Decimal(x).Float64(); got != x {
			t.Fatalf("Decimal(%v) reads back as %v", x, got)
		}
	}
	if d := Decimal(5e-324); d.Sign() <= 0 {
		t.Errorf("the smallest number is %s", d)
	}
}

// TestFloat compares quotients with big.Rat's correctly rounded ones.
func TestFloat(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 1))
	big1 := func() *big.Int {
		x := new(big.Int).SetUint64(r.Uint64() | 1)
		x.Lsh(x, uint(r.IntN(300)))
		if r.IntN(2) == 0 {
			x.Neg(x)
		}
		return x
	}
	for range 2000 {
		a, b := big1(), big1()
		want, _ := new(big.Rat).SetFrac(a, b).Float64()
		if got := Float(a, b); math.Abs(got-want) > 1e-15*math.Abs(want) {
			t.Fatalf("%s / %s = %v, want %v", a, b, got, want)
		}
	}
	if got := Float(big.NewInt(0), big.NewInt(-3)); got != 0 {
		t.Errorf("0/-3 = %v", got)
	}
}

// TestReduction solves random systems and compares with the equations themselves; rows that
// depend on others are reported.
func TestReduction(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for range 400 {
		n := 1 + r.IntN(5)
		rows := make([][]big.Int, n)
		for i := range rows {
			rows[i] = make([]big.Int, n+1)
			for c := range rows[i] {
				rows[i][c].SetInt64(int64(r.IntN(7) - 3))
			}
		}
		counter := new(Counter)
		system, rank := NewReduction(counter, n), 0
		for _, row := range rows {
			if system.Add(copied(row)) {
				rank++
			}
		}
		if rank != len(system.Rows) {
			t.Fatal("independent rows miscounted")
		}
		switch rank {
		case n:
			x := system.Solution(n)
			for _, row := range rows { // row.x = Det row[n]
				want := new(big.Int).Mul(system.Det, &row[n])
				if counter.Dot(row[:n], x).Cmp(want) != 0 {
					t.Fatalf("solution %v of %v", x, rows)
				}
			}
		case n - 1:
			x, size := system.Null(), 0
			for c := range x {
				size += x[c].BitLen()
			}
			if size == 0 {
				t.Fatal("null vector is 0")
			}
			for _, row := range rows {
				if counter.Dot(row[:n], x).Sign() != 0 {
					t.Fatalf("null vector %v of %v", x, rows)
				}
			}
		}
		if n > 2 && rank > 1 && counter.Work == 0 {
			t.Error("work is not counted")
		}
	}
}

func copied(row []big.Int) []big.Int {
	c := make([]big.Int, len(row))
	for i := range row {
		c[i].Set(&row[i])
	}
	return c
}

// TestSpent: a counter stops before the product that would pass its limit.
func TestSpent(t *testing.T) {
	defer func() {
		if recover() != Spent {
			t.Error("it did not stop")
		}
	}()
	c := Counter{Most: 100}
	for x := big.NewInt(3); ; {
		c.Mul(x, x, x)
	}
}
