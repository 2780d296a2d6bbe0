package job

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// A reply arrives as it was sent, to the bit: also the bids, which travel behind the rest, and a
// result without any, or with an empty list.
func TestReplyArrives(t *testing.T) {
	path := []engine.Bid{{Agent: 23, User: 0.1, Value: -1e300}, {User: math.Nextafter(1, 2), Value: math.SmallestNonzeroFloat64}}
	for _, bids := range [][]engine.Bid{path, {}, nil} {
		r := Reply{ID: 7, Millis: 2, Result: &engine.Result{Version: 1, Notes: []string{}, Selection: &engine.SelectionResult{Path: bids, PathEnd: "cut"}}}
		before, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		got, err := ParseReply(r.Text())
		if err != nil {
			t.Fatal(err)
		}
		if after, err := json.Marshal(got); err != nil || string(after) != string(before) {
			t.Errorf("arrived as %s, sent %s (%v)", after, before, err)
		}
		if !reflect.DeepEqual(r.Result.Selection.Path, bids) {
			t.Error("sending changed what was sent")
		}
	}
	chunk := Reply{ID: 1, Chunk: `{"a": 1}`}
	if got, err := ParseReply(chunk.Text()); err != nil || !reflect.DeepEqual(got, chunk) {
		t.Errorf("a chunk arrived as %+v (%v)", got, err)
	}
	text := Reply{Result: &engine.Result{Selection: &engine.SelectionResult{Path: path}}}.Text()
	for _, damaged := range []string{text[:len(text)-1], strings.TrimSuffix(text, "A") + "?", text + "AAAA"} {
		if _, err := ParseReply(damaged); err == nil {
			t.Errorf("%q is taken", damaged)
		}
	}
}
