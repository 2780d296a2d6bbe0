package quantal

import (
	"emergent/scenes/mark"
	"emergent/scenes/pen"
)

// paint draws a picture from back to front.
func (s *Scene) paint(p pen.Pen, c *picture) {
	if c.figure.W <= 0 || c.figure.H <= 0 {
		return
	}
	s.placer.Reset(c.figure)
	p.Begin("quantal", c.words.title)
	switch c.m.kind {
	case line:
		s.line(p, c)
	case triangle:
		s.triangle(p, c)
	default:
		s.easel.Why(p, c.figure, c.scale, c.words.why)
	}
	s.easel.Updating(p, c.figure, c.scale)
	p.End()
}

// grip draws the prior where it can be dragged, or where it stands.
func (s *Scene) grip(p pen.Pen, c *picture) {
	p.Begin("prior", c.words.prior.Name)
	s.kit.Grip(p, c.prior, c.gripRadius(), mark.Look{Hollow: !c.m.space.Loose, Active: s.easel.Active(c.words.prior.ID)})
	p.End()
}
