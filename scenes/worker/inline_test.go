package worker

import "testing"

// TestPace: an estimate follows what is measured, up faster than down, and one outlier or a
// job too small to measure does not carry it away.
func TestPace(t *testing.T) {
	var p Pace
	const work = 1e6
	start := p.Expected(work)
	p.Learn(work/1e3, 1e9)
	if p.Expected(work) != start {
		t.Error("a tiny job was believed")
	}
	up, down := Pace{}, Pace{}
	up.Learn(work, 2*start)
	down.Learn(work, start/2)
	if rise, fall := up.Expected(work)/start-1, 1-down.Expected(work)/start; rise < 0.29 || rise > 0.31 ||
		fall < 0.04 || fall > 0.06 {
		t.Errorf("twice as slow adds %g, twice as fast takes %g off", rise, fall)
	}
	p.Learn(work, 1e9)
	if got := p.Expected(work); got > start*slowest {
		t.Errorf("an outlier made %g of %g", got, start)
	}
	for range 100 {
		p.Learn(work, 2*start)
	}
	if got := p.Expected(work); got < 1.9*start || got > 2.1*start {
		t.Errorf("learned %g, measured %g", got, 2*start)
	}
}
