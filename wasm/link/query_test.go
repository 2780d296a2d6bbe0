package link

import (
	"net/url"
	"testing"
)

// queries are what may stand behind #, also what people and programs make of it on its way.
var queries = []string{
	"", "v=1&s=abc", "v=1&s=a%62c", "v=1&s=a%6", "v=1&s=%zz", "v=1&s=%+1", "v=1;s=2", "v=1&s=a=b", "&&v=1&&s=x&", "v&s",
	"=1&v=", "v=1&v=2&s=",
	"%76=1&s=a+b", "v=%31&s=%c3%a9%", "v=1&s=%25&from=talk", "utm=%F&v=1", "v=1&;&s=2", "v=1%26s=2", "ä=ö&v=1&s=€",
}

// FuzzQuery: a hash is read as net/url reads it.
func FuzzQuery(f *testing.F) {
	for _, q := range queries {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, text string) {
		want, err := url.ParseQuery(text)
		got, ok := query(text)
		if ok != (err == nil) {
			t.Fatalf("%q: taken %v, net/url says %v", text, ok, err)
		}
		if ok && len(got) != len(want) {
			t.Fatalf("%q: %q, net/url %q", text, got, want)
		}
		for name, value := range got {
			if !want.Has(name) || want.Get(name) != value {
				t.Fatalf("%q: %s is %q, net/url %q", text, name, value, want[name])
			}
		}
	})
}
