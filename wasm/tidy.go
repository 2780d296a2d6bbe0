//go:build js

package main

import "runtime"

// heap is what the runtime says of its memory, and tidying whether a collection is about to begin.
var (
	heap    runtime.MemStats
	tidying bool
)

// tidy collects in a task of its own, between a frame of a drag and the next event, where there is nearly as much to
// collect as the runtime waits for. It would begin wherever memory is asked for, which is in a move, and take as long
// as two or three moves do.
func tidy() {
	const nearly = 0.75 // the runtime begins at 0.8 or later
	if runtime.ReadMemStats(&heap); !tidying && float64(heap.HeapAlloc) > nearly*float64(heap.NextGC) {
		tidying = true
		workers{}.After(0, func() {
			runtime.GC()
			tidying = false
		})
	}
}
