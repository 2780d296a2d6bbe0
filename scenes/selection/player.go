package selection

import "github.com/emergent-alignment/emergent/scenes/view"

// Times in seconds.
const (
	slowest = 0.9  // a step of a short path
	whole   = 14.0 // a long path, all of it
	fastest = 0.05 // a step however long the path

	// brisk is the pace below which nothing glides from bid to bid: a star that is still on its
	// way when the next bid is made would never stand where the number beside it says.
	brisk = 2 * view.Duration
)

// pace is how many seconds a step takes.
func pace(steps int) float64 { return max(min(slowest, whole/float64(max(steps, 1))), fastest) }
