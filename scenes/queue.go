package scenes

import (
	"fmt"
	"sync"
)

// queue lets in one caller at a time, and keeps what is to be called once that one has left and others may come in.
// The zero value is ready.
type queue struct {
	mu    sync.Mutex
	calls []func()
	say   func(text string) // tells the reader of a fault; nil: nobody can be told, as in tests, and panics go on
}

// do runs f under the lock, and then what f has put off.
func (q *queue) do(f func()) {
	q.mu.Lock()
	f()
	calls := q.calls
	q.calls = nil
	q.mu.Unlock()
	for _, call := range calls {
		call()
	}
}

// later has call, if there is one, run once the lock is released.
func (q *queue) later(call func()) {
	if call != nil {
		q.calls = append(q.calls, call)
	}
}

// guard runs f and, where it panics, what mends the damage.
func (q *queue) guard(f func(), mend func(trouble any)) {
	if q.say == nil {
		f()
		return
	}
	defer func() {
		if trouble := recover(); trouble != nil {
			mend(trouble)
		}
	}()
	f()
}

// tell tells the reader of trouble in words with one verb.
func (q *queue) tell(words string, trouble any) {
	text := fmt.Sprintf(words, trouble)
	q.later(func() { q.say(text) })
}
