package worker

// poolWorker is one worker of a Pool and what it is at.
type poolWorker struct {
	worker Worker
	ready  bool // it has spoken
	task   int  // or idle, or asked
	job    uint64
	file   any    // that it has
	timer  func() // cancels the watchdog, or the end of its idleness
}

func (w *poolWorker) end() {
	w.stop()
	w.worker.Terminate()
	w.worker = nil
}

// after has f called later, and nothing that was to be called before.
func (w *poolWorker) after(port Port, millis float64, f func()) {
	w.stop()
	w.timer = port.After(millis, func() {
		w.timer = nil
		f()
	})
}

func (w *poolWorker) stop() { stop(&w.timer) }

// remove ends a worker, whatever it does.
func (p *Pool) remove(w *poolWorker) {
	p.forgetReporter(w)
	w.end()
	for i, other := range p.workers {
		if other == w {
			p.workers = append(p.workers[:i:i], p.workers[i+1:]...)
			return
		}
	}
}

// forgetReporter notes that a worker will be gone.
func (p *Pool) forgetReporter(w *poolWorker) {
	if p.reporter == w {
		p.reporter = nil
	}
}
