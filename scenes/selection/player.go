package selection

// Times in seconds.
const (
	slowest = 0.9  // a step of a short path
	whole   = 14.0 // a long path, all of it
	fastest = 0.05 // a step however long the path
)

// pace is how many seconds a step takes.
func pace(steps int) float64 { return max(min(slowest, whole/float64(max(steps, 1))), fastest) }
