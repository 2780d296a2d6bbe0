//go:build js

package main

import (
	"runtime"
	"runtime/debug"
)

// A collection takes as long as two or three moves of a drag, and the runtime begins one wherever memory is asked
// for: in a move. So while a drag lasts the page collects by itself, between a frame and the next event, about as
// often as the runtime would, which waits longer meanwhile: the heap grows no larger than it does without a drag.
type tidy bool // a collection is about to begin

// heap is what the runtime says of its memory: 6 KB.
var heap runtime.MemStats

const (
	usual, patient = 100, 200 // per cent that the heap may grow by before the runtime collects
	full           = 0.6      // of what it may grow to with patience: a fifth more than is usual
)

func (*tidy) begin() { debug.SetGCPercent(patient) }
func (*tidy) end()   { debug.SetGCPercent(usual) }

// look collects after this task, if there is enough to collect.
func (t *tidy) look() {
	if *t {
		return
	}
	if runtime.ReadMemStats(&heap); float64(heap.HeapAlloc) > full*float64(heap.NextGC) {
		*t = true
		workers{}.After(0, func() {
			runtime.GC()
			*t = false
		})
	}
}
