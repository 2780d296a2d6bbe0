package experiment

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
)

// small are jobs of each kind with several chunks.
func small(t testing.TB) []Spec {
	bids := &Selection{States: 2, Actions: 3, Agents: 3, Bids: 20}
	table := &Synthetic{Items: 150, Agents: 40}
	specs := []Spec{
		{Version: 1, Kind: KindSelection, Runs: 700, Selection: bids},
		{Version: 1, Kind: KindHull, Runs: 1000,
			Hull: &Hull{Dimensions: []int{1, 3}, Agents: []int{2, 5, 8}, Noise: NoiseHeavy}},
		{Version: 1, Kind: KindDiversity, Seed: 5, Runs: 60, Synthetic: table},
		{Version: 1, Kind: KindTable, Runs: 60, Synthetic: table},
	}
	for _, s := range specs {
		if n := job(t, s).Chunks(); n < 3 {
			t.Fatalf("%s has %d chunks, too few to tell anything", s.Kind, n)
		}
	}
	return specs
}

func job(t testing.TB, s Spec) *Job {
	t.Helper()
	j, err := New(s, nil)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// TestOrderDoesNotMatter: laws 1 and 2. Chunks of fresh jobs, through JSON, in reverse, give
// the text that one job gives in order; and so does the filled spec of the report.
func TestOrderDoesNotMatter(t *testing.T) {
	for _, s := range small(t) {
		want := Text(report(t, s))
		c := job(t, s).Collect()
		for i := range slices.Backward(make([]struct{}, job(t, s).Chunks())) {
			var chunk Chunk
			if err := json.Unmarshal(encode(job(t, s).Run(i)), &chunk); err != nil {
				t.Fatal(err)
			}
			if err := c.Add(chunk); err != nil {
				t.Fatal(err)
			}
		}
		if got := Text(c.Report()); !bytes.Equal(got, want) {
			t.Errorf("%s: in reverse\n%.400s\nin order\n%.400s", s.Kind, got, want)
		}
		if got := Text(report(t, c.Report().Spec)); !bytes.Equal(got, want) {
			t.Errorf("%s: the report's spec gives another report", s.Kind)
		}
		other := s
		other.Seed += 7
		if bytes.Equal(Text(report(t, other)), want) {
			t.Errorf("%s: the seed changes nothing", s.Kind)
		}
	}
}

// TestReportOnTheWay: from nothing to all a report can be made, and counts what it has.
func TestReportOnTheWay(t *testing.T) {
	for _, s := range small(t) {
		j := job(t, s)
		c := j.Collect()
		for i := range j.Chunks() {
			if r := c.Report(); r.Chunks != i || r.Of != j.Chunks() || len(c.Missing()) != j.Chunks()-i || c.Has(i) {
				t.Errorf("%s: %d of %d chunks after %d", s.Kind, r.Chunks, r.Of, i)
			}
			if text := Text(c.Report()); !json.Valid(text) || bytes.Contains(text, []byte("null")) {
				t.Errorf("%s after %d chunks: %s", s.Kind, i, text)
			}
			chunk := j.Run(i)
			if err := c.Add(chunk); err != nil {
				t.Fatal(err)
			}
			if err := c.Add(chunk); !errors.Is(err, ErrDoubled) {
				t.Errorf("%s: a chunk twice: %v", s.Kind, err)
			}
			if !(j.Work(i) > 0) {
				t.Errorf("%s: work %v", s.Kind, j.Work(i))
			}
		}
		if r := c.Report(); r.Runs != s.Runs || len(c.Missing()) != 0 {
			t.Errorf("%s: %d runs at the end, want %d", s.Kind, r.Runs, s.Runs)
		}
	}
}

// TestBadChunks: what is not a chunk of the job is refused, whatever it is.
func TestBadChunks(t *testing.T) {
	specs := small(t)
	rows := []struct {
		spec  int
		spoil func(*Chunk)
		want  string
	}{
		{0, func(c *Chunk) { c.Chunk = 99 }, "chunk 99 is not one of"},
		{0, func(c *Chunk) { c.Chunk = -1 }, "chunk -1 is not one of"},
		{0, func(c *Chunk) { c.Runs++ }, "runs, must have"},
		{0, func(c *Chunk) { c.Hull = []int{1} }, "sections of another kind"},
		{0, func(c *Chunk) { c.Selection = c.Selection[:1] }, "has 1 games, must have 2"},
		{0, func(c *Chunk) { c.Selection[1].Sums = nil }, "entries by bids"},
		{0, func(c *Chunk) { c.Selection[1].Counts[3][0] = 5000 }, "beyond its bins"},
		{0, func(c *Chunk) { c.Selection[1].Counts[3] = []int{1} }, "ends in the middle"},
		{0, func(c *Chunk) { c.Selection[1].Counts[3][1]-- }, "has a histogram of"},
		{1, func(c *Chunk) { c.Hull = c.Hull[:2] }, "has 2 cells, must have 6"},
		{1, func(c *Chunk) { c.Hull[0] = c.Runs + 1 }, "counts"},
		{2, func(c *Chunk) { c.Diversity = c.Diversity[:1] }, "sizes, must have"},
		{2, func(c *Chunk) { c.Diversity[0] = nil }, "runs of a size"},
		{3, func(c *Chunk) { c.Table = &TableChunk{} }, "another part"},
	}
	for _, row := range rows {
		j := job(t, specs[row.spec])
		chunk, c := j.Run(0), j.Collect()
		row.spoil(&chunk)
		if err := c.Add(chunk); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("got %v, want %q", err, row.want)
		}
		if c.count != 0 {
			t.Errorf("%q: counted all the same", row.want)
		}
	}
}
