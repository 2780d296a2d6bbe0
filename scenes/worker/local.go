package worker

// Local is a Port whose workers do their jobs in this program, when Work is called. Nothing is late there. A file is
// a pointer to its text.
type Local struct{ waiting []func() }

// Start starts a worker.
func (l *Local) Start(hear func(text string), _ func(reason string)) (Worker, error) {
	return &localWorker{all: l, hear: hear}, nil
}

// After never comes.
func (l *Local) After(float64, func()) (cancel func()) { return func() {} }

// Work does all jobs, and those that follow from them; it reports whether there were any.
func (l *Local) Work() (worked bool) {
	for ; len(l.waiting) > 0; worked = true {
		do := l.waiting[0]
		l.waiting = l.waiting[1:]
		do()
	}
	return worked
}

// localWorker is one of the workers.
type localWorker struct {
	Server
	all   *Local
	hear  func(text string)
	ended bool
}

func (w *localWorker) Post(text string) {
	w.all.waiting = append(w.all.waiting, func() {
		if !w.ended {
			w.hear(w.Answer(text))
		}
	})
}

func (w *localWorker) SendFile(file any) { w.SetFile([]byte(*file.(*string)), "") }
func (w *localWorker) Terminate()        { w.ended = true }
