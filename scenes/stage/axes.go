package stage

// Axes are the ranges of a figure's charts. The figure that is shown tells them, and the one
// that draws a pinned state follows: the two stand on the same axes, or could not be compared.
// The zero value is ready.
type Axes struct {
	names  []string
	ranges [][2]float64
	follow bool
}

// Tell starts a layout that tells its ranges anew.
func (a *Axes) Tell() {
	a.names, a.ranges, a.follow = a.names[:0], a.ranges[:0], false
}

// Follow makes a the axes that others told, to be followed; it says whether they are new.
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
	for i, n := range a.names {
		if n == name {
			if a.follow {
				return a.ranges[i][0], a.ranges[i][1]
			}
			return low, high
		}
	}
	if !a.follow {
		a.names, a.ranges = append(a.names, name), append(a.ranges, [2]float64{low, high})
	}
	return low, high
}

// Ghost says whether the frame is that of a pinned state, drawn over the present one.
func (f *Frame) Ghost() bool { return f.Axes != nil && f.Axes.follow }
