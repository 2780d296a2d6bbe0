// Run by TestTree with web/static/tree.js as tree, and an empty page: the laws that are broken.
({ show, read, settle }) => {
  const broken = [];
  const law = (name, got, want) => { if (String(got) !== want) broken.push(`${name}: ${got}, want ${want}`); };
  const field = (key, type, value) => ["label", { class: "control", key }, ["input", { type, "data-param": key, value }]];
  const inputs = () => [...box.querySelectorAll("input")];
  document.body.innerHTML = '<div id="box" hidden lang="en"><p>before</p></div>';
  const box = document.getElementById("box");

  show(box, ["div", {}, ["p", { class: "x" }, "now"]]);
  law("of what was there only hidden is changed", box.outerHTML, '<div id="box" lang="en"><p class="x">now</p></div>');

  const p = box.firstChild;
  show(box, ["div", {}, ["h3", {}, "new"], ["p", { class: "x", title: "t" }, "then"]]);
  show(box, ["div", {}, ["p", { class: "x" }, "then", ["b", {}, "in"]]]);
  law("an element stays while it is of a kind", p.isConnected + box.innerHTML, 'true<p class="x">then<b>in</b></p>');

  show(box, ["div", {}, ["p", { class: "y" }], ["p", { class: "x" }, "then", ["b", {}, "in"]], ["p", { class: "x" }]]);
  law("and one of another class is another", box.children[1] === p, "true");
  show(box, ["div", {}, ["p", { class: "x" }, "then", ["b", {}, "in"]]]);
  law("what is no longer said goes", p.isConnected + box.innerHTML, 'true<p class="x">then<b>in</b></p>');

  show(box, ["div", {}, ["p", { class: "x", hidden: "" }, null]]);
  law("null is what has been there", box.innerHTML, '<p class="x" hidden="">then<b>in</b></p>');

  show(box, ["div", {}, ["details", {}, ["summary", {}, "s"]]]);
  box.firstChild.open = true;
  show(box, ["div", {}, ["details", {}, ["summary", {}, "t"]]]);
  law("the reader opens and closes", box.innerHTML + read(box)[2][1].open, '<details open=""><summary>t</summary></details>undefined');

  const range = (...keys) => show(box, ["div", {}, ...keys.map((key) => field(key, "range", "1"))]);
  range("a", "b", "c");
  const held = inputs()[1];
  let lost = 0;
  held.focus();
  held.addEventListener("blur", () => lost++);
  range("c", "b", "d");
  range("b", "a", "c");
  law("what has the focus keeps it, wherever it comes to stand", [...inputs().map((e) => e.dataset.param), lost, held === document.activeElement, held.dataset.param], "b,a,c,0,true,b");

  const all = () => show(box, ["div", {}, field("n", "number", "1"), field("r", "range", "2"), field("t", "checkbox", "true")]);
  all();
  const [n, r, t] = inputs();
  n.focus();
  Object.assign(n, { value: "17" });
  Object.assign(r, { value: "5" });
  Object.assign(t, { checked: false });
  all();
  law("who types is not interrupted, what was changed comes back", [n.value, r.value, t.checked], "17,2,true");
  settle(n, true);
  law("until the number is typed", n.value, "1");
  n.blur();
  n.value = "17";
  all();
  law("or left", n.value, "1");

  show(box, ["div", {}, ["svg", { viewBox: "0 0 1 1" }, ["path", { d: "M0 0" }]]]);
  law("drawings are drawn", box.querySelector("path").namespaceURI + box.innerHTML, 'http://www.w3.org/2000/svg<svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>');

  show(box, ["div", {}, "<img src=x>"]);
  law("text is text", box.innerHTML, "&lt;img src=x&gt;");

  for (const bad of [["script", {}], ["img", {}], ["a", {}], ["b", { onclick: "" }], ["b", { style: "" }], ["p", { href: "" }], ["p", { "style.background": "" }]]) {
    let refused = false;
    try { show(box, ["div", {}, bad]); } catch { refused = true; }
    law(`${bad} is refused`, refused, "true");
  }
  return broken;
}
