package site

import (
	"fmt"
	"math"

	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// letter is a letter of one stroke: straight lines and arcs of circles. Its unit is the height
// of a small x; y points up from the base line.
type letter struct {
	width float64
	lines [][]view.Pixel
	arcs  []arc
}

// arc is a piece of a circle, its angles in degrees against the clock from the x axis.
type arc struct{ x, y, r, from, to float64 }

func line(xy ...float64) []view.Pixel {
	var list []view.Pixel
	for i := 0; i+1 < len(xy); i += 2 {
		list = append(list, view.Pixel{X: xy[i], Y: xy[i+1]})
	}
	return list
}

// letters are those that the card needs.
var letters = map[rune]letter{
	' ': {width: 0.42},
	'a': {1, [][]view.Pixel{line(1, 0, 1, 1)}, []arc{{0.5, 0.5, 0.5, 0, 360}}},
	'c': {0.86, nil, []arc{{0.5, 0.5, 0.5, 45, 315}}},
	'e': {1, [][]view.Pixel{line(0, 0.5, 1, 0.5)}, []arc{{0.5, 0.5, 0.5, 0, 315}}},
	'g': {1, [][]view.Pixel{line(1, 1, 1, -0.1)}, []arc{{0.5, 0.5, 0.5, 0, 360}, {0.5, -0.1, 0.5, 205, 360}}},
	'i': {0, [][]view.Pixel{line(0, 0, 0, 1), line(0, 1.42, 0, 1.421)}, nil},
	'l': {0, [][]view.Pixel{line(0, 0, 0, 1.6)}, nil},
	'm': {1.5, [][]view.Pixel{line(0, 0, 0, 1), line(0.75, 0, 0.75, 0.625), line(1.5, 0, 1.5, 0.625)},
		[]arc{{0.375, 0.625, 0.375, 0, 180}, {1.125, 0.625, 0.375, 0, 180}}},
	'n': {0.84, [][]view.Pixel{line(0, 0, 0, 1), line(0.84, 0, 0.84, 0.58)}, []arc{{0.42, 0.58, 0.42, 0, 180}}},
	'o': {1, nil, []arc{{0.5, 0.5, 0.5, 0, 360}}},
	'p': {1, [][]view.Pixel{line(0, -0.6, 0, 1)}, []arc{{0.5, 0.5, 0.5, 0, 360}}},
	'r': {0.46, [][]view.Pixel{line(0, 0, 0, 1)}, []arc{{0.46, 0.5, 0.46, 85, 180}}},
	't': {0.5, [][]view.Pixel{line(0.25, 0, 0.25, 1.45), line(0, 1, 0.5, 1)}, nil},
	'v': {0.84, [][]view.Pixel{line(0, 1, 0.42, 0, 0.84, 1)}, nil},
	'E': {0.8, [][]view.Pixel{line(0.8, 1.5, 0, 1.5, 0, 0, 0.8, 0), line(0, 0.77, 0.72, 0.77)}, nil},
	'A': {1.2, [][]view.Pixel{line(0, 0, 0.6, 1.5, 1.2, 0), line(0.2, 0.5, 1, 0.5)}, nil},
	'B': {0.85, [][]view.Pixel{line(0.45, 0.8, 0, 0.8, 0, 1.5, 0.45, 1.5), line(0.45, 0, 0, 0, 0, 0.8)},
		[]arc{{0.45, 1.15, 0.35, -90, 90}, {0.45, 0.4, 0.4, -90, 90}}},
	'C': {1.3, nil, []arc{{0.75, 0.75, 0.75, 45, 315}}},
}

// gap is the room between two letters.
const gap = 0.34

// write draws a word whose first letter stands at a point of its base line.
func (r *raster) write(text string, at view.Pixel, size, weight float64, c pen.Color) error {
	var p pen.Path
	put := func(q view.Pixel) view.Pixel { return view.Pixel{X: at.X + q.X*size, Y: at.Y - q.Y*size} }
	for _, x := range text {
		l, known := letters[x]
		if !known {
			return fmt.Errorf("the card has no letter %q", x)
		}
		for _, points := range l.lines {
			for i, q := range points {
				if i == 0 {
					p.MoveTo(put(q))
				} else {
					p.LineTo(put(q))
				}
			}
		}
		for _, a := range l.arcs {
			p.Arc(put(view.Pixel{X: a.x, Y: a.y}), a.r*size, -a.from*math.Pi/180, -a.to*math.Pi/180)
		}
		at.X += (l.width + gap) * size
	}
	r.Stroke(p, weight, c)
	return nil
}

// measure is how wide a word of the given size is.
func measure(text string, size float64) float64 {
	w := -gap
	for _, x := range text {
		w += letters[x].width + gap
	}
	return w * size
}
