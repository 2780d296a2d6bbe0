package stage

// hand is one worker of a Pool and what it is at.
type hand struct {
	worker Worker
	ready  bool // it has spoken
	task   int  // or idle, or asked
	job    uint64
	file   any    // that it has
	timer  func() // cancels the watchdog, or the end of its idleness
}

func (h *hand) end() {
	h.stop()
	h.worker.Terminate()
	h.worker = nil
}

// after has f called later, and nothing that was to be called before.
func (h *hand) after(port Port, millis float64, f func()) {
	h.stop()
	h.timer = port.After(millis, func() {
		h.timer = nil
		f()
	})
}

func (h *hand) stop() { stop(&h.timer) }

// drop ends a worker, whatever it does.
func (p *Pool) drop(h *hand) {
	p.leaves(h)
	h.end()
	for i, other := range p.hands {
		if other == h {
			p.hands = append(p.hands[:i:i], p.hands[i+1:]...)
			return
		}
	}
}

// leaves notes that a worker will be gone.
func (p *Pool) leaves(h *hand) {
	if p.clerk == h {
		p.clerk = nil
	}
}
