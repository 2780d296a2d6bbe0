package beliefs

import (
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Picture is what pictures of beliefs have alike on their way to the screen. It keeps its memory between frames.
type Picture struct {
	crossfade.Numbers
	Plane
	Plan  Plan // of a line
	Words Words

	polygon []view.Pixel
}

// Words are the texts of a picture, made once a change so that drawing makes none.
type Words struct {
	Title       string
	Letters     []string // of the agents
	Prior       stage.Handle
	PriorShort  string
	Ends        [2]string // of a line
	Worst, Best Split     // without their colours
	Reason      string    // why there is no picture
	Why         []string  // the same in lines ..
	width       float64   // .. for a figure of that width
}

// WordsOf writes the words of a model, and what there is instead of a picture where there can be none.
func WordsOf(m *Model, f *stage.Frame, title, instead string) Words {
	w := Words{Title: title}
	for i := range m.Agents {
		w.Letters = append(w.Letters, f.Scenario.Letter(i))
	}
	if w.Prior, w.PriorShort = m.Space.Words(); m.Kind == None {
		w.Reason = m.Space.Why(instead)
	}
	if m.Kind == Line {
		w.Ends = [2]string{"surely " + m.Space.Names[0], "surely " + m.Space.Names[1]}
	}
	w.Worst = Split{Group: "worst", Title: "The worst equilibrium for you: area is probability", Name: "worst",
		Pins: m.Worst, Shares: m.Likelihoods(m.Worst)}
	w.Best = Split{Group: "best", Title: "The best equilibrium for you: area is probability", Name: "best",
		Pins: m.Best, Shares: m.Likelihoods(m.Best), Diamond: true, Dash: mark.GapDash}
	return w
}

// Even words the worst equilibrium where all are worth the same: its name, and what it is.
func (w *Words) Even(name string, agents int) {
	w.Worst.Name = name
	w.Worst.Title = "An equilibrium; every other one is worth the same to you: area is probability"
	if agents == 1 {
		w.Worst.Title = "What the agent says: area is probability"
	}
}

// Fit shows a space in a figure; a picture of a line then says OnLine where it is.
func (c *Picture) Fit(space *Space, figure view.Rect) {
	if w := &c.Words; w.Reason != "" && w.width != figure.W {
		w.Why, w.width = crossfade.Wrap(w.Reason, figure.W), figure.W
	}
	c.Set(space, figure, c.X)
}

// OnLine puts the picture of a line where a plan says, with the prior on the axis below the payoffs.
func (c *Picture) OnLine(plan Plan) {
	c.Plan = plan
	c.Prior = view.Pixel{X: plan.X(c.X[1]), Y: plan.Chart.Y + plan.Chart.H}
}

// Handles appends the prior.
func (c *Picture) Handles(dst []stage.Handle) []stage.Handle {
	if c.Kind == None {
		return dst
	}
	h := c.Words.Prior
	h.At, h.Radius = c.Prior, c.GripRadius()
	return append(dst, h)
}

// Vertex returns the numbers of a vertex of a region.
func (c *Picture) Vertex(r *Region, v int) []float64 { return c.X[r.First+v*r.Stride:][:r.Stride] }

// Interval is where a region of a line lies on the screen, from left to right.
func (c *Picture) Interval(l *Axis, r *Region) (a, b float64) {
	return l.X(c.Vertex(r, 0)[1]), l.X(c.Vertex(r, r.Count-1)[1])
}

// Polygon lists vertices of a region in the triangle, valid until the next.
func (c *Picture) Polygon(r *Region, vertices []int) []view.Pixel {
	c.polygon = c.polygon[:0]
	for _, v := range vertices {
		c.polygon = append(c.polygon, c.Place(c.Vertex(r, v)[:3]))
	}
	return c.polygon
}

// Splits appends the ends of the equilibria in their colours.
func (w *Words) Splits(dst []Split, worst, best pen.Color) []Split {
	w.Worst.Color, w.Best.Color = worst, best
	return append(dst, w.Worst, w.Best)
}
