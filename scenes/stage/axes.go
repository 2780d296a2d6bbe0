package stage

// Axes are the ranges of a figure's charts. The figure that is shown records them, wide enough
// for a pinned state too, and the one that draws that state uses them: the two stand on the same
// axes, or could not be compared. The zero value is ready.
type Axes struct {
	names   []string
	ranges  [][2]float64
	include *Axes // for what else there has to be room; nil: nothing
	fixed   bool
}

// Record starts a layout that records its ranges anew, with room for those of include; nil: for no others.
func (a *Axes) Record(include *Axes) {
	a.names, a.ranges, a.include, a.fixed = a.names[:0], a.ranges[:0], include, false
}

// of is the range of that name.
func (a *Axes) of(name string) ([2]float64, bool) {
	for i, n := range a.names {
		if n == name {
			return a.ranges[i], true
		}
	}
	return [2]float64{}, false
}

// Use makes a those of others, which its layout then keeps to; it reports whether they are new.
func (a *Axes) Use(others *Axes) (changed bool) {
	changed = !a.fixed || len(a.ranges) != len(others.ranges)
	for i := 0; !changed && i < len(a.ranges); i++ {
		changed = a.names[i] != others.names[i] || a.ranges[i] != others.ranges[i]
	}
	a.names, a.ranges, a.fixed = append(a.names[:0], others.names...), append(a.ranges[:0], others.ranges...), true
	return changed
}

// Range is the range that a chart of the figure is to have on the axis of that name, where its
// own would be from low to high. Of two of one name the first counts.
func (f *Frame) Range(name string, low, high float64) (float64, float64) {
	a := f.Axes
	if a == nil {
		return low, high
	}
	told, found := a.of(name)
	switch {
	case found:
		return told[0], told[1]
	case a.fixed:
		return low, high
	case a.include != nil:
		if r, also := a.include.of(name); also {
			low, high = min(low, r[0]), max(high, r[1])
		}
	}
	a.names, a.ranges = append(a.names, name), append(a.ranges, [2]float64{low, high})
	return low, high
}

// Ghost reports whether the frame is that of a pinned state, drawn over the present one.
func (f *Frame) Ghost() bool { return f.Axes != nil && f.Axes.fixed }
