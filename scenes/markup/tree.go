// Package markup says as elements of a page what stands beside the pictures: guarantees, outcomes, and the panel of a
// figure. web/static/tree.js makes real elements of them and keeps these up to date, and the build of the site writes
// them into pages for readers whom no script has reached yet.
package markup

import "bytes"

// Tree writes elements down as JsonML (jsonml.org), a list of tag, attributes and what is in it for each:
// ["p",{"class":"said"},"text",["b",{},"more"]]. Among the attributes "key" tells an element from its siblings of the
// same tag and class, and a name that begins with "style." is a property of its style, which a page that is written
// may not have. It is written in each frame of a drag, so it takes no memory but its own. The zero value is empty.
type Tree struct {
	text  []byte
	ends  []int // of the elements that are in no other
	depth int
	head  bool // the attributes of the element at hand are yet to be ended
}

// Reset empties the tree.
func (t *Tree) Reset() { t.text, t.ends = t.text[:0], t.ends[:0] }

// Elements appends the elements that are in no other; they are overwritten after Reset.
func (t *Tree) Elements(dst [][]byte) [][]byte {
	from := 0
	for _, end := range t.ends {
		dst, from = append(dst, t.text[from:end]), end
	}
	return dst
}

// List is a list of these elements.
func (t *Tree) List() string { return "[" + string(bytes.Join(t.Elements(nil), []byte{','})) + "]" }

// Open begins an element with a class, "" for none. Its attributes come next, then what is in it.
func (t *Tree) Open(tag, class string) {
	if t.inside(); t.depth > 0 {
		t.text = append(t.text, ',')
	}
	t.text = append(quote(append(t.text, '['), tag), ",{"...)
	t.head = true
	t.depth++
	if class != "" {
		t.Attribute("class", class)
	}
}

// Attribute gives the element that has just begun an attribute.
func (t *Tree) Attribute(name, value string) {
	if t.text[len(t.text)-1] != '{' {
		t.text = append(t.text, ',')
	}
	t.text = quote(append(quote(t.text, name), ':'), value)
}

// inside ends the attributes.
func (t *Tree) inside() {
	if t.head {
		t.text = append(t.text, '}')
		t.head = false
	}
}

// Text writes a text into the element at hand.
func (t *Tree) Text(text string) {
	if t.inside(); text != "" {
		t.text = quote(append(t.text, ','), text)
	}
}

// Keep leaves what is in the element at hand as it is.
func (t *Tree) Keep() {
	t.inside()
	t.text = append(t.text, ",null"...)
}

// Close ends the element at hand.
func (t *Tree) Close() {
	t.inside()
	t.text = append(t.text, ']')
	if t.depth--; t.depth == 0 {
		t.ends = append(t.ends, len(t.text))
	}
}

// Leaf writes an element with a class, "" for none, that holds a text.
func (t *Tree) Leaf(tag, class, text string) {
	t.Open(tag, class)
	t.Text(text)
	t.Close()
}

// quote appends a text as JSON.
func quote(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' {
			b = append(append(b, s[from:i]...), `\u00`...)
			b = append(b, "0123456789abcdef"[c>>4], "0123456789abcdef"[c&15])
			from = i + 1
		}
	}
	return append(append(b, s[from:]...), '"')
}
