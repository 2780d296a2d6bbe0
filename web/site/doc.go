// Package site turns web/ and the compiled stage into dist/, the folder that a static host
// serves, and serves it for development. It runs natively, at build time and in browser
// tests; it never runs in the page. Two builds of the same sources give the same bytes.
package site
