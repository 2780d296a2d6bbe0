package pen

import (
	"math"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/view"
)

func TestEllipsis(t *testing.T) {
	s := TextStyle{MaxW: 60}
	for _, text := range []string{"short", "a long name that cannot fit", "漢字漢字漢字漢字漢字",
		"one two", strings.Repeat("👩‍⚕️", 9)} {
		got := s.Ellipsis(text)
		if w := (TextStyle{}).Width(got); w > 60 {
			t.Errorf("%q is %v wide", got, w)
		}
		if got != text && !strings.HasSuffix(got, "…") {
			t.Errorf("%q is cut to %q", text, got)
		}
		if s.Ellipsis(got) != got {
			t.Errorf("%q is cut again", got)
		}
	}
	if got := s.Ellipsis("short"); got != "short" {
		t.Errorf("a short name becomes %q", got)
	}
	if got := (TextStyle{}).Ellipsis(strings.Repeat("x", 500)); len(got) != 500 {
		t.Error("cut without a limit")
	}
	if got := (TextStyle{MaxW: 1}).Ellipsis("name"); got != "…" {
		t.Errorf("no room gives %q", got)
	}
}

func TestBounds(t *testing.T) {
	at := view.Pixel{X: 100, Y: 50}
	w := TextStyle{}.Width("name")
	for _, c := range []struct {
		h    HAlign
		v    VAlign
		want view.Rect
	}{
		{Start, Middle, view.Rect{X: 100, Y: 50 - 8.75, W: w, H: 17.5}},
		{Center, Top, view.Rect{X: 100 - w/2, Y: 50, W: w, H: 17.5}},
		{End, Bottom, view.Rect{X: 100 - w, Y: 50 - 17.5, W: w, H: 17.5}},
	} {
		got := TextStyle{H: c.h, V: c.v}.Bounds(at, "name")
		if math.Abs(got.X-c.want.X)+math.Abs(got.Y-c.want.Y)+math.Abs(got.W-c.want.W)+math.Abs(got.H-c.want.H) > 1e-9 {
			t.Errorf("align %d %d: %+v, want %+v", c.h, c.v, got, c.want)
		}
	}
}
