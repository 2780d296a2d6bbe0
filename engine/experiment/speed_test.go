package experiment

import (
	"testing"
	"time"
)

// TestSpeed: what people wait for, natively on one core. Measured is far below each limit,
// which leaves room for a busy machine.
func TestSpeed(t *testing.T) {
	if testing.Short() {
		t.Skip("a matter of native time")
	}
	games := job(t, Spec{Version: 1, Kind: KindSelection, Runs: 100_000}) // 3 signals, 3 actions, 4 agents
	start, runs := time.Now(), 0
	for i := range 3 {
		runs += games.Run(i).Runs
	}
	rate := float64(len(arms)*runs) / time.Since(start).Seconds()
	t.Logf("E1: %.0f games a second", rate)
	if rate < 500 {
		t.Errorf("E1: %.0f games a second, want 500", rate)
	}
	for _, row := range []struct {
		items, agents, part int
		limit               time.Duration
	}{
		{1000, 50, 0, 2 * time.Second},
		{1000, 50, 1, 2 * time.Second},
		{10_000, 200, 0, 20 * time.Second},
		{10_000, 200, 1, 5 * time.Second},
	} {
		j := job(t, Spec{Version: 1, Kind: KindTable, Runs: 1,
			Synthetic: &Synthetic{Items: row.items, Agents: row.agents}})
		start := time.Now()
		j.Run(row.part)
		took := time.Since(start)
		t.Logf("%d x %d, part %d: %v", row.items, row.agents, row.part, took)
		if took > row.limit {
			t.Errorf("%d x %d, part %d: %v, want %v", row.items, row.agents, row.part, took, row.limit)
		}
	}
}

// TestGamesAllocateLittle: the solvers are used again from game to game.
func TestGamesAllocateLittle(t *testing.T) {
	j := job(t, Spec{Version: 1, Kind: KindSelection, Runs: 100_000})
	runs := j.Run(0).Runs
	each := testing.AllocsPerRun(1, func() { j.Run(1) }) / float64(len(arms)*runs)
	t.Logf("%.1f allocations a game", each)
	if each > 40 {
		t.Errorf("%.1f allocations a game", each)
	}
}
