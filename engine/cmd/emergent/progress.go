package main

import (
	"fmt"
	"io"
	"os"
	"time"
)

// progress says on standard error how far a sweep is: on a terminal in one line that
// changes, elsewhere in a line now and then.
type progress struct {
	to       io.Writer
	terminal bool
	had      int // chunks that were there at the start
	count    int // to be made
	made     int
	left     float64 // work
	done     float64 // work
	begun    time.Time
	shown    time.Time
}

// How often progress is shown.
const (
	onTerminal = 200 * time.Millisecond
	elsewhere  = 10 * time.Second
)

func newProgress(to io.Writer, quiet bool) *progress {
	if quiet {
		return &progress{to: io.Discard}
	}
	file, ok := to.(*os.File)
	if ok {
		info, err := file.Stat()
		ok = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	return &progress{to: to, terminal: ok}
}

// start says what there is to do.
func (p *progress) start(count int, share shard) {
	p.count, p.begun, p.shown = count, time.Now(), time.Now()
	text := fmt.Sprintf("emergent: %s: %s to compute", share, chunks(count))
	if p.had > 0 {
		text += fmt.Sprintf(", %d there already", p.had)
	}
	fmt.Fprintln(p.to, text)
}

// step counts a chunk.
func (p *progress) step(work float64) {
	p.made++
	p.done += work
	p.left -= work
	every := elsewhere
	if p.terminal {
		every = onTerminal
	}
	if now := time.Now(); now.Sub(p.shown) >= every && p.made < p.count {
		p.shown = now
		left := time.Duration(float64(now.Sub(p.begun)) * p.left / p.done)
		p.line(fmt.Sprintf("emergent: %d of %s, %s left", p.made, chunks(p.count), about(left)))
	}
}

// line shows a line, on a terminal over the one before.
func (p *progress) line(text string) {
	if p.terminal {
		fmt.Fprintf(p.to, "\r\x1b[K%s", text)
		return
	}
	fmt.Fprintln(p.to, text)
}

// end says that all is there.
func (p *progress) end(out string) {
	text := fmt.Sprintf("emergent: done, %s in %s", chunks(p.made), about(time.Since(p.begun)))
	if out != "-" {
		text += "; emergent merge " + out + " makes the report"
	}
	p.line(text)
	if p.terminal {
		fmt.Fprintln(p.to)
	}
}

func chunks(n int) string {
	if n == 1 {
		return "1 chunk"
	}
	return fmt.Sprintf("%d chunks", n)
}

// about is a time in words that do not pretend to know it better.
func about(d time.Duration) string {
	d = d.Round(time.Second)
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%d s", int(d.Seconds()))
	case d < time.Hour:
		return fmt.Sprintf("%d min %02d s", int(d.Minutes()), int(d.Seconds())%60)
	}
	return fmt.Sprintf("%d h %02d min", int(d.Hours()), int(d.Minutes())%60)
}
