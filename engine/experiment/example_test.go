package experiment_test

import (
	"fmt"

	"github.com/emergent-alignment/emergent/engine/experiment"
)

// An experiment falls into chunks, which may be run anywhere, in any order; the same seed gives the same
// report.
func Example() {
	spec, err := experiment.Parse([]byte(`{"version": 1, "kind": "hull", "seed": 7, "runs": 2000,
		"hull": {"dimensions": [2], "agents": [3, 6]}}`))
	if err != nil {
		panic(err)
	}
	job, err := experiment.New(spec, nil)
	if err != nil {
		panic(err)
	}
	collector := job.Collect()
	for i := range job.Chunks() {
		if err := collector.Add(job.Run(i)); err != nil {
			panic(err)
		}
	}
	for _, cell := range collector.Report().Hull.Cells {
		fmt.Printf("%d agents: inside in %.3f of the runs, by Wendel's law %.3f\n",
			cell.Agents, cell.Frequency, cell.Wendel)
	}
	// Output:
	// 3 agents: inside in 0.243 of the runs, by Wendel's law 0.250
	// 6 agents: inside in 0.797 of the runs, by Wendel's law 0.812
}
