// Package stage is the contract between the page, the app and the figures: events in,
// edits and a plain description of handles, panel and verdict out. It imports no ebiten
// and no syscall/js, so everything behind it is tested natively and replayed anywhere.
package stage

import (
	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/claim"
	"github.com/emergent-alignment/emergent/scenes/guarantees"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// EventKind says what happened.
type EventKind int8

// The events. Grab, Move, Drop and Cancel are one pointer's drag of Handle; Nudge moves it
// by (DX,DY) steps of Step in the figure's own directions (arrow keys: DX right, DY up);
// Home and End take it to the first or last corner; Delete removes it; Add is a double
// click (or the add button, At = zero Pixel and Handle empty: a free place is chosen).
// Param sets the control Param to Value. Hover (Handle empty: none) and Focus mark a
// handle. Orbit turns a figure that can be turned by (DX,DY) pixels.
const (
	Grab EventKind = iota
	Move
	Drop
	Cancel
	Nudge
	Home
	End
	Delete
	Add
	Param
	Hover
	Focus
	Orbit
)

// Event is one input, in stage pixels.
type Event struct {
	Kind   EventKind
	Handle string // "user", "agent:0", "prior", "lambda", ...
	At     view.Pixel
	DX, DY float64
	Step   float64 // in weight units: 0.01, with Shift 0.1
	Param  string  // "alignment.offset", "response.lambda", "view.map", ...
	Value  string
}

// View is what is shown rather than what is true: it travels in links beside the scenario
// and is undone separately (not at all). All fields have useful zero values.
type View struct {
	Scene  string            `json:"scene,omitempty"`
	Yaw    float64           `json:"yaw,omitempty"`    // radians, hull with 4 criteria
	Pitch  float64           `json:"pitch,omitempty"`  // radians
	Values map[string]string `json:"values,omitempty"` // "map": "worst", "agent": "1", ... by scene parameter
}

// Frame is all a figure may look at: it is handed over, never fetched.
type Frame struct {
	Scenario engine.Scenario // valid
	Result   engine.Result   // of Scenario unless Stale
	Stale    bool            // a newer answer is under way: look "updating", never wrong
	Late     bool            // sections that take long, asked for last, are absent or older than Scenario
	View     View
	Figure   view.Rect // where the figure goes
	Aside    view.Rect // where its ladder or second chart goes; W = 0: nowhere
	Theme    *theme.Theme
	Axes     *Axes // see Range; nil: nobody else looks at them
	Dragging bool
	Reduced  bool    // prefers reduced motion: no tweens
	Now      float64 // seconds, monotonic; handed in so that drawings can be replayed

	// Map is what the scene asked for as a GuaranteeMapper, nil: nothing, or nothing yet.
	Map *guarantees.Map

	// Experiment is the one that the lab does or did last; nil: there is no lab.
	Experiment *Experiment

	// Revision grows with every change of the scenario, its result, the view or a flag above,
	// so that a figure rebuilds only when it has to; rectangles and theme may change without. 0: unknown, rebuild.
	Revision     uint64
	Hover, Focus string // handles the pointer is over and the keyboard is on, "": none
}

// Response is what a figure wants done about an event.
type Response struct {
	Edits    []engine.Edit // applied in order as one step; errors are shown, not raised
	View     func(*View)   // change of view, nil: none
	Announce string        // said by the live region at once, "": nothing
	Err      error         // why nothing can be done about the event; one sentence for the reader
	Order    *Order        // for the lab, nil: none
}

// Handle is one draggable point: the page lays a button over it.
type Handle struct {
	ID      string // data-handle
	At      view.Pixel
	Radius  float64 // drawn radius; the page makes the target at least 44 px on touch
	Name    string  // accessible name: "Agent A: Cardiologist"
	Text    string  // accessible value: "health 0.42, cost 0.58"
	Fixed   bool    // focusable and described, but not draggable (explicit matrix, rung of a ladder)
	Tip     string  // words shown beside it on hover and focus, "": none
	Passive bool    // for the pointer alone: another handle says the same by keyboard
	Pressed bool
}

// Scene is one figure. A scene owns its tween and nothing else: Layout retargets it from a
// frame, Draw paints it. The same frames in the same order draw the same picture.
type Scene interface {
	// Event turns an event into edits or view changes. It must not keep f. During a drag f is
	// the frame as it was at Grab and ev.At of a Move is where the handle's centre belongs,
	// so the answer depends on where the pointer is and never on how it got there.
	Event(ev Event, f *Frame) Response
	// Layout takes in a new frame; it returns true while a tween is running.
	Layout(f *Frame) (moving bool)
	// Draw paints the state of the last Layout.
	Draw(p pen.Pen)
	// Handles appends the handles in tab order.
	Handles(dst []Handle) []Handle
	// Panel describes the text beside the figure.
	Panel() Panel
}

// Panel is the text beside a figure as plain data, for the page to render as real DOM.
type Panel struct {
	Form     bool      // the controls are what there is to do first: they stand above the sections
	Verdict  string    // one sentence in words
	Inside   bool      // all there is, for the verdict's icon; never the only sign
	Icon     Icon      // before the verdict
	Share    float64   // in [0,1], of a Measured one
	Tall     bool      // what lies beside the figure needs height, where it lies below
	Old      bool      // the verdict says that a newer answer is under way: what is below is of the last one
	Pinned   Table     // compares with the pinned state; the app fills it in, never a figure
	Player   []Control // what plays the figure, in one row; a figure that plays nothing has none
	Dialogue Dialogue
	Controls []Control
	Sections []Section
	Tables   []Table
	Claims   []claim.Claim // each shown as a badge that opens into its proof
	Notes    []string
}

// Dialogue is who says what, turn by turn; the zero value is none.
type Dialogue struct {
	Title string
	Turns []Turn
}

// Turn is what one party says and what that means.
type Turn struct {
	Heading string // over the turns that begin with this one, "": none
	Speaker int    // index of an agent for colour and letter, engine.User
	Name    string
	Words   string // what is said
	Meaning string // what follows from it
	When    Tense
}

// Tense reports whether a turn is part of what is shown now.
type Tense int8

// The tenses. What is ahead has not been said at the round that is shown.
const (
	Past Tense = iota
	Now
	Ahead
)

// Table is figures in rows, each row as long as Head.
type Table struct {
	Title string
	Head  []string
	Rows  [][]string
}

// ControlKind says how a control looks.
type ControlKind int8

// The kinds of control.
const (
	Choice ControlKind = iota // one of Options
	Range                     // Min..Max by Step
	Toggle                    // "true" or "false"
	Button                    // sends Param with empty Value
	Number                    // Min..Max by Step, typed
)

// Control is one setting: data-param = Param.
type Control struct {
	Kind           ControlKind
	Param          string
	Label, Help    string
	Value          string
	Options        []Option
	Min, Max, Step float64
	Disabled       bool
}

// Option of a choice.
type Option struct{ Value, Label string }

// Section is a titled list of rows.
type Section struct {
	Title string
	Rows  []Row
}
