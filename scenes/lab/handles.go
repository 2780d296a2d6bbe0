package lab

import (
	"fmt"

	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// point is a point of a chart that says its value to the pointer.
type point struct{ graph, series, at int }

// mostPoints is how many points say their values at most: each is an element of the page.
const mostPoints = 48

// describe chooses the points that have tips, and words them: none while a run moves them.
func (c *picture) describe(f *stage.Frame) {
	c.points, c.tips = c.points[:0], c.tips[:0]
	m := &c.m
	if f.Experiment.Running() {
		return
	}
	count := 0
	for i := range m.graphs {
		for k := range m.graphs[i].series {
			if m.spoken(i, k) {
				count += m.graphs[i].series[k].count
			}
		}
	}
	every := 1 + (count-1)/mostPoints
	for i := range m.graphs {
		for k := range m.graphs[i].series {
			if !m.spoken(i, k) {
				continue
			}
			for at := 0; at < m.graphs[i].series[k].count; at += every {
				c.tip(m, point{i, k, at})
			}
		}
	}
}

// spoken reports whether the points of a series have tips: those of a law only where nothing
// was simulated.
func (m *model) spoken(graph, k int) bool {
	list := m.graphs[graph].series
	if list[k].style == fitted {
		return false
	}
	return list[k].style != law || k+1 == len(list) || list[k+1].style != dots
}

func (c *picture) tip(m *model, p point) {
	g := &m.graphs[p.graph]
	text := m.point(g, &g.series[p.series], p.at)
	c.points = append(c.points, p)
	c.tips = append(c.tips, stage.Handle{
		ID: fmt.Sprintf("point:%d:%d:%d", p.graph, p.series, p.at), Radius: pointRadius, Fixed: true, Passive: true,
		Name: "Point of the chart", Text: text, Tip: fmt.Sprintf("%s %v: %s.", g.xName, g.x[p.at], text),
	})
}

// Handles appends the place where one reads, then the points, which only say their values.
func (c *picture) Handles(dst []stage.Handle) []stage.Handle {
	if len(c.m.graphs) == 0 || c.figure.W <= 0 {
		return dst
	}
	h := c.words.grip
	h.At, h.Radius = c.grip, gripRadius
	dst = append(dst, h)
	for i, p := range c.points {
		g, l := &c.m.graphs[p.graph], &c.plans[p.graph]
		h := c.tips[i]
		h.At = l.plot.At(g.x[p.at], g.series[p.series].value(c.X, p.at, atMean))
		h.At = within(h.At, l.plot.Area)
		dst = append(dst, h)
	}
	return dst
}

// within brings a point into an area.
func within(p view.Pixel, r view.Rect) view.Pixel {
	return view.Pixel{X: min(max(p.X, r.X), r.X+r.W), Y: min(max(p.Y, r.Y), r.Y+r.H)}
}
