package strictjson

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSoundTokens: what is known to be JSON is read as a Decoder reads it, token for token.
func TestSoundTokens(t *testing.T) {
	docs := []string{
		`{}`, ` [ ] `, `{"a":{},"b":[[],{}],"c":""}`, `"x"`, `-0`, " 1e-9\n", "true",
		"null", `[true,false,null,1,-2.5E+3]`,
		"{ \"a\\\\\" : \"\\\"\\u00e9\\ud83d\\ude00\\ud800\" ,\r\n\t\"é,]}:\" : [ \"[{\", 1 , 2 ] }",
	}
	files, _ := filepath.Glob("../../../web/static/presets/*.json")
	if len(files) == 0 {
		t.Fatal("no presets")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, string(data))
	}
	for _, doc := range docs {
		got := tokensOf([]byte(doc))
		if _, ok := got.(*sound); !ok {
			t.Fatalf("%s is read as damaged", doc)
		}
		want := json.NewDecoder(strings.NewReader(doc))
		want.UseNumber()
		for depth := 0; ; {
			if depth > 0 && got.More() != want.More() {
				t.Fatalf("%.80s: more after %d", doc, want.InputOffset())
			}
			w, err := want.Token()
			g, _ := got.Token()
			if err != nil || g != w || got.InputOffset() != want.InputOffset() {
				t.Fatalf("%.80s: %v at %d, want %v (%v) at %d", doc, g, got.InputOffset(), w, err, want.InputOffset())
			}
			switch w {
			case json.Delim('{'), json.Delim('['):
				depth++
			case json.Delim('}'), json.Delim(']'):
				depth--
			}
			if depth == 0 {
				break
			}
		}
	}
}
