//go:build unix

package experiment

import (
	"math"
	"os"
	"syscall"
	"testing"
	"time"
)

// TestHoldoutSpeed: what people wait for when they bring a table: tables of the size of dices350 and
// mfq-models with 100 repetitions within 2 s on two cores, the largest with 20 within 60 s. Counted
// is the processor's time, which is twice that, whatever else the machine does; the largest table
// does a tenth of its runs. Measured on 28 November 2026: 2.6, 0.5 and 26 s.
func TestHoldoutSpeed(t *testing.T) {
	if os.Getenv("EMERGENT_TABLES") == "" {
		t.Skip("EMERGENT_TABLES is not set: run ./build.sh tables")
	}
	answers := chance(350, 123, 7, func(_ int, scores []float64) {
		for i, x := range scores { // mostly No, sometimes Unsure, as raters of safety answer
			scores[i] = math.Floor(2*x*x+0.25) / 2
		}
	})
	for _, row := range []struct {
		items, agents, runs, share int
		limit                      time.Duration // on two cores
		text                       string        // "": synthetic
	}{{350, 123, 100, 1, 2 * time.Second, answers}, {2980, 17, 100, 1, 2 * time.Second, ""},
		{10_000, 200, 20, 10, 60 * time.Second, ""}} {
		s := Spec{Version: 1, Kind: KindTable, Runs: row.runs, Holdout: &Holdout{By: ByItem}}
		var table *Table
		if s.Synthetic = (&Synthetic{Items: row.items, Agents: row.agents}); row.text != "" {
			s.Synthetic, s.Table = nil, &Source{File: "answers.csv"}
			table, _ = ParseTable([]byte(row.text))
		}
		j, err := New(s, table)
		if err != nil {
			t.Fatal(err)
		}
		start, runs := processorTime(t), 0
		for i := tableParts; runs < row.runs/row.share; i++ {
			runs += j.Run(i).Runs
		}
		took := (processorTime(t) - start) * time.Duration(row.runs) / time.Duration(runs)
		t.Logf("%d x %d, %d repetitions: %v of the processor", row.items, row.agents, row.runs, took)
		if took > 2*row.limit {
			t.Errorf("%d x %d, %d repetitions: %v of the processor, want %v on two cores",
				row.items, row.agents, row.runs, took, row.limit)
		}
	}
}

// processorTime is what this process has used of the processor so far.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
