package conversation

import (
	"fmt"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// inset is the small picture beside the values of what everybody cares about, in which agents
// and user are dragged while they talk. There is none without two criteria, or where nobody
// stands among them.
type inset struct {
	simplex view.Simplex
	cam     view.Camera
	area    view.Rect
	tween   view.Tween
	goal    []float64 // weights, the user's first
	parties []standing
	title   string
	corners []string
	screen  []view.Pixel
}

// standing is a party that stands among the criteria.
type standing struct {
	who    int // engine.User or an agent
	letter string
	handle stage.Handle
}

// moves reports whether a scenario has such a picture.
func moves(s *engine.Scenario) bool {
	if len(s.Criteria) < 2 {
		return false
	}
	for who := engine.User; who < len(s.Agents); who++ {
		if stage.Party(s, who).Weights != nil {
			return true
		}
	}
	return false
}

// aim takes in a scenario.
func (v *inset) aim(f *stage.Frame, snap bool) {
	s := &f.Scenario
	v.goal, v.parties, v.corners = v.goal[:0], nil, nil
	if moves(s) {
		v.simplex = view.NewSimplex(len(s.Criteria))
		for _, c := range s.Criteria {
			v.corners = append(v.corners, c.Name)
		}
		for who := engine.User; who < len(s.Agents); who++ {
			if p := stage.Party(s, who); p.Weights != nil {
				v.parties = append(v.parties, standingOf(s, who, p))
				v.goal = append(v.goal, p.Weights...)
			}
		}
	}
	v.title = "who cares about what"
	if !v.simplex.Exact() || v.simplex.Solid() {
		v.title += " (a projection)"
	}
	v.tween.Retarget(v.goal, f.Now, snap)
}

func standingOf(s *engine.Scenario, who int, p *engine.Party) standing {
	st := standing{who: who, handle: stage.Handle{ID: stage.UserHandle, Name: "You: " + p.Name}}
	if who != engine.User {
		st.letter = s.Letter(who)
		st.handle = stage.Handle{ID: stage.AgentHandle(who), Name: "Agent " + st.letter + ": " + p.Name}
	}
	for j, w := range words.Shares(p.Weights) {
		if j > 0 {
			st.handle.Text += ", "
		}
		st.handle.Text += s.Criteria[j].Name + " " + w
	}
	st.handle.Tip = fmt.Sprintf("%s cares about %s. Drag it: the conversation changes with it.", p.Name, st.handle.Text)
	if who == engine.User {
		st.handle.Tip = fmt.Sprintf("You care about %s. Drag yourself: the conversation changes with you.",
			st.handle.Text)
	}
	return st
}

// Step brings what is shown to time now and reports whether it still moves.
func (v *inset) Step(now float64) bool { return v.tween.Step(now) }

// Margins of the inset in pixels.
const (
	insetTitle  = 14.
	insetTop    = 20.  // the name of the top corner
	insetBottom = 28.  // the names of the others
	insetEnds   = 36.  // of a segment
	lowInset    = 150. // a lower inset leaves its title out
	insetSide   = 14.
	insetMark   = 0.72 // its marks beside those of the hull figure
)

// place puts the inset into an area.
func (v *inset) place(area view.Rect) {
	v.area = area
	if len(v.parties) == 0 || area.W < 60 || area.H < insetTop+insetEnds+20 {
		v.area = view.Rect{}
		return
	}
	v.cam = insetCamera(&v.simplex, area)
}

// titleOf is the height of the title in an area.
func titleOf(area view.Rect) float64 {
	if area.H < lowInset {
		return 0
	}
	return insetTitle
}

func insetCamera(simplex *view.Simplex, area view.Rect) view.Camera {
	top, bottom := titleOf(area)+insetTop, insetBottom
	if simplex.Corners() == 2 {
		bottom = insetEnds
	}
	cam := view.Fit(simplex.Box(), view.Rect{X: area.X + insetSide, Y: area.Y + top, W: max(1, area.W-2*insetSide),
		H: max(1, area.H-top-bottom)})
	if simplex.Solid() {
		cam.Turn = view.NewTurn(solidYaw, solidPitch)
	}
	return cam
}

// at is where standing party i is.
func (v *inset) at(i int) view.Pixel {
	n := v.simplex.Corners()
	return v.cam.At(v.simplex.Place(v.tween.Shown()[i*n:][:n]))
}

func (v *inset) radius(i int) float64 {
	if v.parties[i].who == engine.User {
		return insetMark * mark.StarRadius
	}
	return insetMark * mark.DiscRadius
}

// Handles appends the parties, agents first as they are letters, the user last on top.
func (v *inset) Handles(dst []stage.Handle) []stage.Handle {
	if v.area.W <= 0 {
		return dst
	}
	for i := range v.parties {
		h := v.parties[i].handle
		h.At, h.Radius = v.at(i), v.radius(i)
		dst = append(dst, h)
	}
	return dst
}

// Draw paints the inset.
func (v *inset) Draw(p pen.Pen, s *crossfade.Figure) {
	if v.area.W <= 0 {
		return
	}
	p.Begin("parties", "What everybody cares about")
	defer p.End()
	t := s.Colors()
	style := pen.TextStyle{Size: 12, Color: t.Muted, Halo: t.Paper, Italic: true, MaxW: v.area.W}
	title := titleOf(v.area)
	if title > 0 {
		p.Text(v.area.At(0, 7), v.title, style)
	}
	v.screen = s.Marks.Simplex(p, &v.simplex, &v.cam, v.screen)
	s.Placer.Reset(view.Rect{X: v.area.X, Y: v.area.Y + title, W: v.area.W, H: v.area.H - title})
	for i := range v.parties {
		s.Placer.TakeDisc(v.at(i), v.radius(i))
	}
	style.Italic = false
	center := v.cam.At(view.Point{})
	for j, at := range v.screen {
		style.MaxW = 0.5 * v.area.W
		if v.simplex.Corners() == 2 {
			s.Marks.EndName(p, &s.Placer, at, 19, v.corners[j], style)
		} else {
			s.Marks.CornerName(p, &s.Placer, at, center, 12, false, v.corners[j], style)
		}
	}
	for i := len(v.parties) - 1; i >= 0; i-- {
		who, look := v.parties[i], mark.Look{Active: s.Fade.Active(v.parties[i].handle.ID)}
		if who.who == engine.User {
			s.Marks.Star(p, v.at(i), v.radius(i), look)
		} else {
			s.Marks.Disc(p, v.at(i), v.radius(i), t.Agent(who.who), who.letter, look)
		}
	}
}

// moveParty answers a drag or a key on a party.
func moveParty(ev stage.Event, who int, f *stage.Frame) stage.Response {
	simplex := view.NewSimplex(max(1, len(f.Scenario.Criteria)))
	_, area := aside(f, moves(&f.Scenario))
	cam := insetCamera(&simplex, area)
	return stage.MoveParty(ev, who, &f.Scenario, &simplex, &cam)
}
