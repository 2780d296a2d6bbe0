package experiment

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// scipyCSV is a table of 9 agents and 80 items whose numbers come from a linear congruence,
// so that any language can make it; testdata/scores.csv is this text.
func scipyCSV() string {
	var text strings.Builder
	text.WriteString("you")
	for i := range 9 {
		fmt.Fprintf(&text, ",agent %d", i+1)
	}
	x := 1
	next := func() float64 { x = x * 16807 % 2147483647; return float64(x%10000) / 10000 }
	for range 80 {
		a, b, c := next(), next(), next()
		fmt.Fprintf(&text, "\n%.4f", 0.5*a+0.3*b+0.2*c)
		for i := range 9 {
			fmt.Fprintf(&text, ",%.4f", (a*float64(i%4)+b*float64(i%3)+c*float64(i%2))/4+0.3*next())
		}
	}
	return text.String() + "\n"
}

// TestAgainstSciPy compares with scipy.optimize.linprog and nnls. Source of the numbers:
//
//	python3 engine/experiment/testdata/reference.py < engine/experiment/testdata/scores.csv
func TestAgainstSciPy(t *testing.T) {
	const path = "testdata/scores.csv"
	if *update {
		if err := os.WriteFile(path, []byte(scipyCSV()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(path)
	if err != nil || string(data) != scipyCSV() {
		t.Fatalf("%s is not what this test makes (%v)", path, err)
	}
	table, err := ParseTable(data)
	if err != nil {
		t.Fatal(err)
	}
	rows := []struct {
		combination, offset string
		epsilon, rms        float64
	}{
		{"convex", "none", 0.1046160424, 0.0505789971},
		{"convex", "constant", 0.0790820058, 0.0365281397},
		{"conic", "none", 0.0960747642, 0.0468237029},
		{"conic", "constant", 0.0692195896, 0.0357225535},
	}
	for _, row := range rows {
		s := Spec{Version: 1, Kind: KindTable, Runs: 1, Table: &Source{File: path},
			Alignment: &engine.Alignment{Combination: row.combination, Offset: row.offset}}
		j, err := New(s, table)
		if err != nil {
			t.Fatal(err)
		}
		c := j.Collect()
		for i := range j.Chunks() {
			if err := c.Add(j.Run(i)); err != nil {
				t.Fatal(err)
			}
		}
		r := c.Report()
		if got := r.Table.Alignment.Epsilon; math.Abs(got-row.epsilon) > 1e-8 {
			t.Errorf("%s, %s: epsilon %v, SciPy says %v", row.combination, row.offset, got, row.epsilon)
		}
		if got := r.Table.Comparison.LeastSquares.RMS; math.Abs(got-row.rms) > 1e-8 {
			t.Errorf("%s, %s: rms %v, SciPy says %v", row.combination, row.offset, got, row.rms)
		}
		if all := r.Diversity.Points[len(r.Diversity.Points)-1]; math.Abs(all.Combination.Mean-row.rms) > 1e-8 {
			t.Errorf("%s, %s: the diversity of all agents has rms %v, SciPy says %v",
				row.combination, row.offset, all.Combination.Mean, row.rms)
		}
	}
}
