package scenes

import (
	"reflect"
	"slices"

	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// Overlay is what the page lays over the canvas: real text, handles, panel, state of undo.
// The counters grow whenever their part has changed, so the page skips the rest.
type Overlay struct {
	Handles                                  []stage.Handle
	Labels                                   []pen.Label
	Panel                                    stage.Panel
	Announce                                 string // for the live region
	CanUndo                                  bool
	CanRedo                                  bool
	Pinned                                   bool
	Stale                                    bool
	HandlesAt, LabelsAt, PanelAt, AnnounceAt uint64
}

// overlay brings an Overlay up to date, which is in pixels of the page.
type overlay struct {
	Overlay
	handed  Overlay        // the copy that the page has
	handles []stage.Handle // in pixels of the figure
	zoomed  []stage.Handle // and of the page
	labels  pen.Labels
	playsAt uint64   // the PanelAt of a scene that plays, as the panel shows it
	cast    []string // of the last answer that was not stale
}

// flag shows what of it waits for no frame.
func (o *overlay) flag(f *figure, h *past, p *pinned) {
	o.CanUndo, o.CanRedo, o.Pinned, o.Stale = h.store.CanUndo(), h.store.CanRedo(), p.on, f.frame.Stale
}

// plays reports whether the panel of a scene has changed with time alone.
func (o *overlay) plays(scene stage.Scene) bool {
	live, ok := scene.(stage.Live)
	if !ok || live.PanelAt() == o.playsAt {
		return false
	}
	o.playsAt = live.PanelAt()
	return true
}

// showPanel brings the text beside the figure up to date, with what is pinned, and with why there is no answer.
func (o *overlay) showPanel(x *figure, p *pinned, why string) {
	f, panel := &x.frame, x.scene.Panel()
	switch cast := stage.Names(&f.Scenario); {
	case f.Stale:
		panel.Aged(slices.Equal(cast, o.cast))
	default:
		o.cast = cast
	}
	panel.Pinned = p.table(&panel)
	if why != "" {
		panel.Notes = append(slices.Clip(panel.Notes), why)
	}
	if f.Dragging || !reflect.DeepEqual(panel, o.Panel) { // in a drag hardly ever the same
		o.Panel = panel
		o.PanelAt++
	}
}

// showPicture brings labels and handles up to date, of which one may be dragged. It allocates nothing while they
// stay as many.
func (o *overlay) showPicture(scene stage.Scene, p *pinned, v *viewport, dragged string) {
	o.labels.Reset()
	p.compare(scene)
	p.draw(scene, &o.labels)
	for i := range o.labels.List {
		l := &o.labels.List[i]
		l.At = v.outward(l.At)
		if v.zoom != 1 {
			l.Style = l.Style.Scaled(v.zoom)
		}
	}
	if !slices.Equal(o.labels.List, o.Labels) {
		o.Labels = append(o.Labels[:0], o.labels.List...)
		o.LabelsAt++
	}
	o.handles = scene.Handles(o.handles[:0])
	o.zoomed = o.zoomed[:0]
	for i := range o.handles {
		h := &o.handles[i]
		h.Pressed = h.ID == dragged
		o.zoomed = append(o.zoomed, *h)
		z := &o.zoomed[i]
		z.At, z.Radius = v.outward(z.At), z.Radius*v.zoom
	}
	if !slices.Equal(o.zoomed, o.Handles) {
		o.Handles = append(o.Handles[:0], o.zoomed...)
		o.HandlesAt++
	}
}

// announce has the live region say the verdict, if it is not what was said last. While the
// answer is under way there is none; who takes it says it.
func (o *overlay) announce(f *stage.Frame) {
	if !f.Stale && o.Panel.Verdict != o.Announce {
		o.say(o.Panel.Verdict)
	}
}

func (o *overlay) say(words string) {
	o.Announce = words
	o.AnnounceAt++
}

// hand returns a copy that is valid until the next call.
func (o *overlay) hand() *Overlay {
	h := &o.handed
	handles, labels := h.Handles, h.Labels
	if h.HandlesAt != o.HandlesAt {
		handles = slices.Clone(o.Handles)
	}
	if h.LabelsAt != o.LabelsAt {
		labels = append(labels[:0], o.Labels...)
	}
	*h = o.Overlay
	h.Handles, h.Labels = handles, labels
	return h
}
