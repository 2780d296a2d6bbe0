package stage

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
)

// UserHandle is the handle of the user's point.
const UserHandle = "user"

// AgentHandle is the handle of agent i's point.
func AgentHandle(i int) string { return "agent:" + strconv.Itoa(i) }

// HasNaN reports whether one of an event's numbers is none, so that it leads nowhere: pages send
// what browsers give them.
func (ev *Event) HasNaN() bool {
	return math.IsNaN(ev.At.X + ev.At.Y + ev.DX + ev.DY + ev.Step)
}

// ErrNaN answers such an event.
var ErrNaN = errors.New("that is no place to move to")

// PartyOf returns whom a handle stands for: engine.User or the index of one of the agents.
func PartyOf(handle string, agents int) (party int, ok bool) {
	if handle == UserHandle {
		return engine.User, true
	}
	digits, found := strings.CutPrefix(handle, "agent:")
	i, err := strconv.Atoi(digits)
	if !found || err != nil || i < 0 || i >= agents || AgentHandle(i) != handle {
		return 0, false
	}
	return i, true
}

// SetView answers a control called "view." and one of names: the view keeps its value.
func SetView(ev Event, names ...string) Response {
	key, ok := strings.CutPrefix(ev.Param, "view.")
	if !ok || !slices.Contains(names, key) {
		return NoSetting(ev)
	}
	return Response{View: func(v *View) { v.Values[key] = ev.Value }}
}

// NoSetting answers a control that a figure does not have.
func NoSetting(ev Event) Response {
	return Response{Err: fmt.Errorf("there is no setting called %q here", ev.Param)}
}
