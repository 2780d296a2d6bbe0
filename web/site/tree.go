package site

import (
	"bytes"
	"strings"

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
