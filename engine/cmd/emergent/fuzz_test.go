package main

import (
	"strings"
	"testing"
)

// FuzzMerge: whatever a sweep file holds, merging it ends with a report or in one short line; and the
// lines are tried once more with the checksums of what they hold now, so that what stands behind
// the checksums is reached.
func FuzzMerge(f *testing.F) {
	for _, spec := range []string{
		`{"version":1,"kind":"hull","runs":9,"hull":{"dimensions":[1],"agents":[2]}}`,
		`{"version":1,"kind":"selection","runs":2,"selection":{"bids":2}}`,
		`{"version":1,"kind":"diversity","runs":2,"synthetic":{"items":5,"agents":2,"criteria":2}}`,
	} {
		f.Add([]byte(emergent(spec, "sweep", "-quiet", "-").out))
	}
	f.Add([]byte("{\"emergent\":\"sweep\",\"version\":2}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		mergesOrSays(t, string(data))
		if mended, ok := mended(string(data)); ok {
			mergesOrSays(t, mended)
		}
	})
}

func mergesOrSays(t *testing.T, text string) {
	t.Helper()
	for _, args := range [][]string{{"merge", "-"}, {"merge", "-", "-partial", "-csv"}} {
		o := emergent(text, args...)
		if o.status == 0 && o.errors == "" {
			continue
		}
		if o.status != 2 {
			t.Fatalf("status %d, %q", o.status, o.errors)
		}
		oneSentence(t, o.errors)
	}
}

// mended gives every line that ends like a sealed one the checksum of what it holds.
func mended(text string) (string, bool) {
	var out strings.Builder
	seed := uint32(0)
	for i, line := range strings.SplitAfter(text, "\n") {
		at := strings.LastIndex(line, `,"check":`)
		if at < 0 {
			out.WriteString(line)
			continue
		}
		whole, sum := resealed([]byte(line[:at]), seed)
		if i == 0 {
			seed = sum
		}
		out.Write(whole)
	}
	return out.String(), out.String() != text
}
