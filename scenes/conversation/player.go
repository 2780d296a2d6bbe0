package conversation

import "github.com/emergent-alignment/emergent/scenes/stage"

// roundKey is the value of the view that keeps the round, speedKey how fast it plays.
const (
	roundKey = "round"
	speedKey = "speed"
)

// speeds are what it can play at, with the seconds that a round then takes.
var speeds = [...]struct {
	value, label string
	seconds      float64
}{
	{"slow", "½×", 3.2},
	{"normal", "1×", 1.6},
	{"fast", "3×", 1.6 / 3},
}

// speedOf is the speed that a view asks for.
func speedOf(f *stage.Frame) int {
	for i, v := range speeds {
		if v.value == f.View.Values[speedKey] {
			return i
		}
	}
	return 1
}

// pace is how many seconds a round takes.
func pace(f *stage.Frame) float64 { return speeds[speedOf(f)].seconds }
