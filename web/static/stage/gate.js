// The gate of the drawing loop. Ebitengine asks for animation frames for ever, even when
// nothing moves. The gate stands in for requestAnimationFrame while the program starts, so
// that its loop, and nothing else, passes through here: closed, the loop's next call is kept
// back, and not one frame is drawn until the gate opens again.
"use strict";
(() => {
  const native = window.requestAnimationFrame.bind(window);
  let held = [];
  let asleep = false; // nothing moves
  let paused = false; // nobody looks

  const release = () => {
    if (asleep || paused) return;
    const waiting = held;
    held = [];
    for (const callback of waiting) native(callback);
  };
  const request = (callback) => {
    if (!asleep && !paused) return native(callback);
    held.push(callback);
    return 0;
  };

  window.stageGate = {
    install() { window.requestAnimationFrame = request; },
    remove() { window.requestAnimationFrame = native; },
    sleep() { asleep = true; },
    wake() { asleep = false; release(); },
    pause() { paused = true; },
    resume() { paused = false; release(); },
  };
})();
