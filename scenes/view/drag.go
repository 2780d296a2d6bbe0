package view

// Drag is the machine of one pointer's drag. It keeps the offset between the pointer and
// the centre of the handle, so that a handle grabbed at its rim does not jump. The zero
// value is at rest. What the handle stands for is restored by the owner of the scenario,
// who keeps what it was at Grab.
type Drag struct {
	handle string
	offset Pixel
}

// Grab starts a drag of a handle whose centre is at centre.
func (d *Drag) Grab(handle string, pointer, center Pixel) {
	*d = Drag{handle, Pixel{center.X - pointer.X, center.Y - pointer.Y}}
}

// Handle is what is being dragged, "" at rest.
func (d *Drag) Handle() string { return d.handle }

// Target returns where the centre of the handle belongs while the pointer is at pointer.
func (d *Drag) Target(pointer Pixel) Pixel {
	return Pixel{pointer.X + d.offset.X, pointer.Y + d.offset.Y}
}
