package scenes

// effect says what has to follow something that was done to the app, in any combination.
type effect uint8

const (
	redrawn   effect = 1 << iota // the figure is another by a mark, or by the time
	changed                      // anything that the figure is handed is another
	dragged                      // so by a move of a drag: many may come before a frame, which the overlay waits for
	announced                    // the verdict is to be said
	live                         // OnLive: the page's link is another
	committed                    // OnCommit: so is its history
)

// step is what follows every finished step of the history.
const step = changed | announced | committed
