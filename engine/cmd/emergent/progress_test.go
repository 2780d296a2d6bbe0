package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// TestProgress: now and then a line with the time left, by work done rather than by chunks;
// on a terminal it takes the place of the one before.
func TestProgress(t *testing.T) {
	for _, terminal := range []bool{false, true} {
		var text bytes.Buffer
		p := newProgress(&text, false)
		p.terminal, p.had, p.left = terminal, 2, 40
		p.start(3, shard{1, 4})
		p.step(10) // at once: nothing to say
		p.begun, p.shown = time.Now().Add(-time.Minute), time.Now().Add(-elsewhere)
		p.step(10) // half the work in a minute
		p.step(20)
		p.end("out.jsonl")
		lines := []string{
			"emergent: shard 1 of 4, counted from 0: 3 chunks to compute, 2 there already\n",
			"emergent: 2 of 3 chunks, 1 min 00 s left\n",
			"emergent: done, 3 chunks in 1 min 00 s; emergent merge out.jsonl makes the report\n",
		}
		if terminal {
			lines[1] = "\r\x1b[K" + strings.TrimSuffix(lines[1], "\n")
			lines[2] = "\r\x1b[K" + lines[2]
		}
		if want := strings.Join(lines, ""); text.String() != want {
			t.Errorf("got %q, want %q", text.String(), want)
		}
	}
}

func TestAbout(t *testing.T) {
	for want, d := range map[string]time.Duration{
		"0 s": time.Millisecond, "59 s": 59 * time.Second, "1 min 00 s": 59900 * time.Millisecond,
		"59 min 59 s": time.Hour - time.Second, "1 h 01 min": 61 * time.Minute, "49 h 00 min": 49 * time.Hour,
	} {
		if got := about(d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}
