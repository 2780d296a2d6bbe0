// The preview of the share dialog: the figure itself, framed at the chosen size and made
// small, over a picture of it while it loads and where a page from a file cannot frame itself.

const room = { w: 520, h: 260 }; // CSS pixels that the preview may take
const padding = 26; // around it, with its border
const rest = 400; // ms without a change before the frame is loaded

export class Preview {
  /** box is the element to fill; picture returns the SVG of the figure as it is. */
  constructor(box, picture) {
    this.box = box;
    this.picture = picture;
    this.image = box.appendChild(new Image());
    this.image.alt = "";
    this.frame = null;
    this.shown = "";
    this.timer = 0;
  }

  /** Shows the figure as a page that embeds it would. */
  show({ w, h, ui, theme, hash }) {
    const scale = Math.min((this.box.parentNode.clientWidth - padding) / w || 1, room.w / w, room.h / h, 1);
    this.box.style.width = `${w * scale}px`;
    this.box.style.height = `${h * scale}px`;
    this.size = { w, h, scale };
    this.fit();
    const page = `${location.pathname}?embed=1&ui=${ui}&theme=${theme}#${hash}`;
    if (page === this.shown) return;
    this.hide();
    this.shown = page;
    this.image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(this.picture());
    if (location.protocol !== "file:") this.timer = setTimeout(() => this.load(page), rest);
  }

  load(page) {
    const frame = document.createElement("iframe");
    frame.inert = true; // to look at, not to use
    frame.title = "Preview";
    frame.src = page;
    this.frame = frame;
    this.fit();
    this.box.append(frame);
  }

  fit() {
    if (!this.frame) return;
    const { w, h, scale } = this.size;
    Object.assign(this.frame.style, { width: `${w}px`, height: `${h}px`, transform: `scale(${scale})` });
  }

  /** Gives the frame's memory back. */
  hide() {
    clearTimeout(this.timer);
    this.frame?.remove();
    this.frame = null;
    this.shown = "";
  }
}
