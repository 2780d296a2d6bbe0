package engine

import "reflect"

// recall keeps the last value of a slow section beside the part of the scenario that it
// depends on, so that what changes the rest (dragging lambda along its own curve) need not
// compute it again. The value is handed out more than once: treat it as constant. The zero
// value remembers nothing.
type recall[T any] struct {
	of    Scenario
	value *T
}

// get returns the value that belongs to key, made anew if the last one does not.
func (m *recall[T]) get(key Scenario, compute func() *T) *T {
	if m.value == nil || !reflect.DeepEqual(m.of, key) {
		m.of, m.value = key, compute()
	}
	return m.value
}

// whoPlays is what the curve over lambda depends on.
func whoPlays(s Scenario) Scenario {
	s.Title, s.Response, s.Conversation, s.Selection = "", nil, nil, nil
	s.SignalNames, s.UserSignalNames = nil, nil
	return s
}

// whoEvaluates is what the curve over the length of the evaluation depends on.
func whoEvaluates(s Scenario) Scenario {
	v := s.SelectionOrDefault()
	v.Samples = 0
	s.Title, s.Response, s.Conversation, s.Alignment, s.Selection = "", nil, nil, nil, &v
	return s
}
