package site

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/emergent-alignment/emergent/scenes/markup"

	"golang.org/x/net/html"
)

// parsePage reads a page as a browser without scripts does: what noscript holds is elements, too.
func parsePage(text []byte) (*html.Node, error) {
	return html.ParseWithOptions(bytes.NewReader(text), html.ParseOptionEnableScripting(false))
}

func renderPage(root *html.Node) ([]byte, error) {
	var b bytes.Buffer
	err := html.Render(&b, root)
	return b.Bytes(), err
}

// attr is an attribute of an element, "" where it has none.
func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// setAttr sets an attribute that an element has.
func setAttr(n *html.Node, name, value string) {
	for i := range n.Attr {
		if n.Attr[i].Key == name {
			n.Attr[i].Val = value
		}
	}
}

// insert puts what is written as HTML into parent, before a child, nil: at the end.
func insert(parent *html.Node, markup string, before *html.Node) error {
	nodes, err := html.ParseFragment(strings.NewReader(markup), parent)
	for _, n := range nodes {
		parent.InsertBefore(n, before)
	}
	return err
}

// setText makes a text all that an element holds.
func setText(n *html.Node, text string) {
	for n.FirstChild != nil {
		n.RemoveChild(n.FirstChild)
	}
	n.AppendChild(&html.Node{Type: html.TextNode, Data: text})
}

// element is the element that a tree holds.
func element(t *markup.Tree) *html.Node {
	var list []any
	if err := json.Unmarshal([]byte(t.List()), &list); err != nil {
		panic(err) // it is JSON
	}
	return node(list[0])
}

// node is a text, or an element in JsonML.
func node(of any) *html.Node {
	list, ok := of.([]any)
	if !ok {
		return &html.Node{Type: html.TextNode, Data: of.(string)}
	}
	n, attributes := &html.Node{Type: html.ElementNode, Data: list[0].(string)}, list[1].(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		n.Attr = append(n.Attr, html.Attribute{Key: name, Val: attributes[name].(string)})
	}
	for _, c := range list[2:] {
		n.AppendChild(node(c))
	}
	return n
}
