package view

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestHull(t *testing.T) {
	var h Hull
	for _, c := range []struct {
		name   string
		points []Pixel
		want   []int // in any rotation and direction
	}{
		{"none", nil, nil},
		{"one", []Pixel{{1, 1}}, []int{0}},
		{"copies of one", []Pixel{{1, 1}, {1, 1}, {1, 1}}, []int{0}},
		{"a line", []Pixel{{0, 0}, {2, 2}, {1, 1}}, []int{0, 1}},
		{"an upright line", []Pixel{{0, 5}, {0, 0}, {0, 2}}, []int{0, 1}},
		{"a square with its middle", []Pixel{{0, 0}, {2, 0}, {1, 1}, {2, 2}, {0, 2}}, []int{0, 1, 3, 4}},
		{"a point on an edge", []Pixel{{0, 0}, {2, 0}, {1, 0}, {1, 2}}, []int{0, 1, 3}},
		{"a copy of a corner", []Pixel{{0, 0}, {2, 0}, {2, 0}, {1, 2}}, []int{0, 1, 3}},
	} {
		got := slices.Sorted(slices.Values(h.Of(c.points)))
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// Every point lies on one side of every edge.
func TestHullHoldsEverything(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	var h Hull
	for range 200 {
		points := make([]Pixel, 3+rng.IntN(22))
		for i := range points {
			points[i] = Pixel{float64(rng.IntN(12)), float64(rng.IntN(12))} // many copies and lines
		}
		corners := h.Of(points)
		for i := range corners {
			a, b := points[corners[i]], points[corners[(i+1)%len(corners)]]
			for _, p := range points {
				if Side(a, b, p) < 0 {
					t.Fatalf("%v: %v lies outside %v-%v", points, p, a, b)
				}
			}
		}
	}
}
