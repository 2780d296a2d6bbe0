// Package lab is the figure of the experiments: a form for each, charts that fill in while
// workers run them, and the report on a table of the reader's own. It stands beside the
// other figures and shares their marks. It turns a form into a spec and a report into
// marks; it never runs an experiment: the lab of package stage has that done.
package lab
