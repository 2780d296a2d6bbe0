"""A Jupyter widget that shows the figures of "Emergent Alignment via Competition".

The figure computes; Python hears of its scenario and result, and may set the scenario.
"""

import json
from pathlib import Path

import anywidget
import traitlets

__all__ = ["Figure"]

_here = Path(__file__).parent
_scenes = json.loads((_here / "scenes.json").read_text(encoding="utf-8"))  # the names of the figures
_page = None


def _standalone():
    """The page in one file, read once."""
    global _page
    if _page is None:
        _page = (_here / "standalone.html").read_text(encoding="utf-8")
    return _page


class Figure(anywidget.AnyWidget):
    """One figure.

    scenario and result are dicts (docs/format.md), kept in step with what is shown; both are empty
    until the figure is there. error is the sentence with which the last scenario was refused, or "".
    """

    _esm = _here / "widget.js"

    scenario = traitlets.Dict().tag(sync=True)
    result = traitlets.Dict(read_only=True).tag(sync=True)
    error = traitlets.Unicode(read_only=True).tag(sync=True)
    preset = traitlets.Unicode().tag(sync=True)
    scene = traitlets.Enum(["", *_scenes], "").tag(sync=True)
    ui = traitlets.Enum(["full", "lean", "min", "none"], "full").tag(sync=True)
    theme = traitlets.Enum(["auto", "light", "dark"], "auto").tag(sync=True)
    height = traitlets.Int(480).tag(sync=True)
    base = traitlets.Unicode().tag(sync=True)
    page = traitlets.Unicode().tag(sync=True)

    def __init__(self, **traits):
        super().__init__(**traits)
        if not self.base:
            self.page = _standalone()
