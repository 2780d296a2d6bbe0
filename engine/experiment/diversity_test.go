package experiment

import (
	"strings"
	"testing"
)

// TestDiversityOrder: at every size the best combination is at most as far off as the average
// and as the best agent, in mean and quantiles; and with more agents it is not further off.
func TestDiversityOrder(t *testing.T) {
	small := &Synthetic{Items: 120, Agents: 12}
	for _, kind := range []string{RMS, Max} {
		r := report(t, Spec{Version: 1, Kind: KindDiversity, Runs: 40, Synthetic: small,
			Diversity: &Diversity{Error: kind}})
		points := r.Diversity.Points
		if last := points[len(points)-1]; last.Agents != 12 || last.Best.Low != last.Best.High ||
			last.Best.Quantiles[0] != last.Best.Mean {
			t.Errorf("%s: all agents, and the order matters: %+v", kind, last)
		}
		for i, p := range points {
			for n := range Levels() {
				if c := p.Combination.Quantiles[n]; c > p.Average.Quantiles[n] || c > p.Best.Quantiles[n] {
					t.Errorf("%s, %d agents, quantile %d: %+v", kind, p.Agents, n, p)
				}
			}
			if c := p.Combination.Mean; c > p.Average.Mean || c > p.Best.Mean ||
				i > 0 && c > points[i-1].Combination.Mean {
				t.Errorf("%s, %d agents: %+v", kind, p.Agents, p)
			}
			if i == 0 && (p.Agents != 1 || p.Best.Mean != p.Average.Mean || p.Best.Mean != p.Combination.Mean) {
				t.Errorf("%s: one agent is not its own best: %+v", kind, p)
			}
		}
		first, last := points[0].Combination.Mean, points[len(points)-1].Combination.Mean
		if last > first/2 {
			t.Errorf("%s: twelve agents leave %v of %v", kind, last, first)
		}
		if r.Diversity.Table != "synthetic" {
			t.Errorf("the synthetic table is called %q", r.Diversity.Table)
		}
	}
}

// TestOwnTable: names and rows of the worst items, and a mixture that is found.
func TestOwnTable(t *testing.T) {
	table, err := ParseTable([]byte("item;you;A;B\n\nfirst;0,5;0;1\nsecond;0,25;0,5;0\n;0,9;1;0\n"))
	if err != nil {
		t.Fatal(err)
	}
	j, err := New(Spec{Version: 1, Kind: KindTable, Runs: 3, Table: &Source{File: "mine.csv"}}, table)
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
	// With w on A and c: misses c - 1/2 + (1-w), c + w/2 - 1/4 and c + w - 9/10. The first and
	// third are least at w = 0.7 (both c - 0.2), the second is then c + 0.1: epsilon 0.15.
	a := r.Table.Alignment
	if a.Epsilon != 0.15 || a.Margin != 0.15 || a.Weights[0] != 0.7 || a.Offset[0] != 0.05 {
		t.Errorf("got %+v", a)
	}
	names := []string{}
	for _, item := range a.Worst {
		names = append(names, item.Name)
		if item.Error < 0.149999 && item.Error > -0.149999 {
			t.Errorf("%+v", item)
		}
	}
	if got := strings.Join(names, ","); got != "first,second,row 5" || a.Worst[2].Row != 5 {
		t.Errorf("worst items %q, %+v", got, a.Worst)
	}
	if r.Table.Depth.Depth != -1 || r.Table.Comparison == nil || r.Diversity == nil ||
		r.Spec.Table.Digest != table.Digest() {
		t.Errorf("got %s", Text(r))
	}
}

// TestDigest: scores, names and order count; how they were written does not.
func TestDigest(t *testing.T) {
	digest := func(text string) string {
		table, err := ParseTable([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return table.Digest()
	}
	want := digest("you,A\n1,2\n0,3.5\n")
	if got := digest("\ufeffyou;A\r\n1;2\r\n-0;3,50\r\n"); got != want {
		t.Errorf("%s and %s", got, want)
	}
	for _, other := range []string{"you,B\n1,2\n0,3.5\n", "you,A\n1,2\n0,3.25\n", "you,A\n0,3.5\n1,2\n",
		"you,A,B\n1,2,1\n0,3.5,1\n"} {
		if digest(other) == want {
			t.Errorf("%q has the same digest", other)
		}
	}
}
