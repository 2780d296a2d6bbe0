package stage

// Axes are the ranges of a figure's charts. The figure that is shown tells them, wide enough
// for a pinned state too, and the one that draws that state follows: the two stand on the same
// axes, or could not be compared. The zero value is ready.
type Axes struct {
	names  []string
	ranges [][2]float64
	room   *Axes // for what else there has to be room; nil: nothing
	follow bool
}

// Tell starts a layout that tells its ranges anew, with room for others; nil: for no others.
func (a *Axes) Tell(room *Axes) {
	a.names, a.ranges, a.room, a.follow = a.names[:0], a.ranges[:0], room, false
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

// Follow makes a the axes that others told, to be followed; it reports whether they are new.
func (a *Axes) Follow(others *Axes) (changed bool) {
	changed = !a.follow || len(a.ranges) != len(others.ranges)
	for i := 0; !changed && i < len(a.ranges); i++ {
		changed = a.names[i] != others.names[i] || a.ranges[i] != others.ranges[i]
	}
	a.names, a.ranges, a.follow = append(a.names[:0], others.names...), append(a.ranges[:0], others.ranges...), true
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
	case a.follow:
		return low, high
	case a.room != nil:
		if r, also := a.room.of(name); also {
			low, high = min(low, r[0]), max(high, r[1])
		}
	}
	a.names, a.ranges = append(a.names, name), append(a.ranges, [2]float64{low, high})
	return low, high
}

// Ghost reports whether the frame is that of a pinned state, drawn over the present one.
func (f *Frame) Ghost() bool { return f.Axes != nil && f.Axes.follow }
