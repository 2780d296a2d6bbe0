package conversation

import (
	"github.com/emergent-alignment/emergent/scenes/player"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// roundKey is the value of the view that keeps the round.
const roundKey = "round"

// roundSeconds is how long a round is shown at the usual speed: long enough to read a line.
const roundSeconds = 1.6

// pace is how many seconds a round takes.
func pace(f *stage.Frame) float64 { return roundSeconds / player.Speed(f) }
