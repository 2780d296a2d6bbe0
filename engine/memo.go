package engine

import "reflect"

// memo is the last value of a slow section beside the part of the scenario that it depends on, so that
// what changes the rest (dragging lambda along its own curve) need not compute it again.
type memo struct {
	of    Scenario
	value any
}

// memoized returns the value of a section that belongs to key, made anew if the last one does not. It is handed
// out more than once: treat it as constant. One that is nil is not kept.
func memoized[T any](v *Solver, section Sections, key Scenario, compute func() *T) *T {
	if last, ok := v.memos[section]; ok && reflect.DeepEqual(last.of, key) {
		return last.value.(*T)
	}
	value := compute()
	delete(v.memos, section)
	if value != nil {
		if v.memos == nil {
			v.memos = map[Sections]memo{}
		}
		v.memos[section] = memo{key, value}
	}
	return value
}
