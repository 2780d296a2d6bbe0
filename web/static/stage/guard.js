// Says in words what keeps the stage from running at all: a browser that lacks what it needs, and
// scripts that do not arrive. A classic script in the syntax of 2009, since it speaks for all that
// an old browser cannot read; and in a frame that is sandboxed without allow-same-origin a module
// needs CORS headers of its host, while a classic script does not.
"use strict";
(function () {
  var protocol = 1; // as in frame.js
  var told = "";
  var parent = null; // origin of the page around, once it has spoken

  // The browsers that have all of the list below; docs/browsers.md says since when each has what.
  var enough = "Chrome and Edge 111, Firefox 121, Safari 16.4 and later can show it.";

  function css(condition) {
    return Boolean(window.CSS && CSS.supports && CSS.supports(condition));
  }

  // What the stage cannot do without: a name, and whether it is there.
  var needs = [
    ["DecompressionStream", typeof DecompressionStream === "function"],
    ["TransformStream", typeof TransformStream === "function"],
    ["ResizeObserver", typeof ResizeObserver === "function"],
    ["dialogs", typeof HTMLDialogElement === "function"],
    ["Object.hasOwn", typeof Object.hasOwn === "function"],
    ["container queries", css("(container-type: size)")],
    ["mixed colours", css("(color: color-mix(in srgb, red, blue))")],
    [":has()", css("selector(:has(a))")],
  ];

  function lacking() {
    var names = [];
    if (typeof WebAssembly !== "object") {
      return { title: "No WebAssembly", text: "This browser cannot run WebAssembly, or has it switched off. " + enough };
    }
    for (var i = 0; i < needs.length; i++) if (!needs[i][1]) names.push(needs[i][0]);
    return names.length === 0 ? null : { title: "Browser too old", text: "This browser is too old for the figure (it lacks " + names.join(", ") + "). " + enough };
  }

  function words(name) {
    return self.origin === "null" && location.protocol.indexOf("http") === 0
      ? "This frame is sandboxed without “allow-same-origin”, and the figure's host sends no CORS headers (Access-Control-Allow-Origin). Allow the frame its origin, or open the figure on its own page."
      : "The file " + name + " could not be fetched. Is the network there?";
  }

  // A host that knows no type of scripts sends what no browser runs as a module: it says what it sends.
  function ask(address, name) {
    var request = new XMLHttpRequest();
    request.onload = function () {
      var kind = request.getResponseHeader("Content-Type") || "nothing";
      if (request.status !== 200 || /javascript|ecmascript/.test(kind)) return;
      told = "The figure's host sends " + name + " as “" + kind + "”, which browsers do not run: it has to be “text/javascript”. The file standalone.html works on any host.";
      document.getElementById("bare").textContent = told; // seen where style sheets came as another type too
      show("Not loaded", true);
      tell();
    };
    request.open("HEAD", address);
    request.send();
  }

  function file(address) {
    return address.split(/[?#]/)[0].split("/").pop();
  }

  function tell() {
    if (!told || !parent || (window.stageLacks && window.emergent)) return; // main.js, where it runs, says what is lacking
    window.parent.postMessage({ emergent: protocol, event: "error", detail: { message: told } }, parent === "null" ? "*" : parent);
  }

  function show(title, again) {
    var box = document.getElementById("broken");
    if (!box) return document.addEventListener("DOMContentLoaded", function () { show(title, again); });
    document.documentElement.setAttribute("data-state", "broken");
    document.getElementById("broken-title").textContent = title;
    document.getElementById("broken-text").textContent = told;
    var button = document.getElementById("broken-again");
    button.hidden = !again;
    button.onclick = function () { location.reload(); };
    box.hidden = false;
  }

  addEventListener("error", function (e) {
    if (told) return;
    if (e.target && e.target.nodeName === "SCRIPT") told = words(file(e.target.src));
    else if (fails(e)) told = "A script of the figure failed in this browser (" + e.message + "). Any current browser can show it.";
    else return;
    show("Not loaded", self.origin !== "null");
    tell();
    if (e.target && e.target.nodeName === "SCRIPT" && self.origin !== "null") ask(e.target.src, file(e.target.src));
  }, true);

  // fails says whether a script has failed before the figure runs, which would be loading for ever.
  // What a browser says of layouts that take two rounds is no failure.
  function fails(e) {
    return typeof e.message === "string" && document.documentElement.getAttribute("data-state") === "loading" && !/ResizeObserver/.test(e.message);
  }

  addEventListener("message", function (e) {
    if (window.parent === window || e.source !== window.parent || !e.data || e.data.emergent !== protocol) return;
    if (parent === null) parent = e.origin;
    tell();
  });

  window.stageLacks = lacking();
  if (window.stageLacks) {
    told = window.stageLacks.text;
    show(window.stageLacks.title, false);
  }
})();
