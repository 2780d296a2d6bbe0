package equilibrium

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// legend says, beside the corner below, what is bold and what the pins are.
func (s *Scene) legend(p pen.Pen, c *picture) {
	if !c.m.mapped || !c.m.solved {
		return
	}
	t := s.Colors()
	p.Begin("legend", "")
	defer p.End()
	style := s.Fade.Text(c.Scale, 12, t.Muted)
	at := view.Pixel{X: c.Figure.X + 12*c.Scale,
		Y: c.Figure.Y + c.Figure.H - (12+2*19)*c.Scale}
	word := func(text string) {
		p.Text(at.Add(14*c.Scale, 0), text, style)
		s.Placer.Take(style.Bounds(at.Add(14*c.Scale, 0), text))
		at.Y += 19 * c.Scale
	}
	if len(c.m.Worst) > 0 {
		s.Marks.Pin(p, at, 5*c.Scale, worstColor(t, c.m.perfect), false)
		word(c.words.worstKey)
	}
	if len(c.m.Best) > 0 {
		s.Marks.Pin(p, at, 4*c.Scale, t.Good, true)
		word(c.words.bestKey)
	}
	if len(c.m.held) > 0 {
		s.Marks.Pin(p, at, 5*c.Scale, t.Focus, false)
		word(c.words.heldKey)
	}
	color := t.Ink
	if c.m.Agent != beliefs.Everyone {
		color = t.Agent(c.m.Agent)
	}
	s.Marks.Across(p, at.Y, at.X-6*c.Scale, at.X+6*c.Scale, boldLine, color, nil)
	word(c.words.boldKey)
}
