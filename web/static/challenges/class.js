// An address that lists the ticked puzzles, in the order of the page.

import { copied } from "./player.js";

const byId = (id) => document.getElementById(id);

export function connectClass() {
  const ticks = [...byId("ticks").querySelectorAll("input")];
  const write = () => {
    const names = ticks.filter((t) => t.checked).map((t) => t.value);
    byId("set-link").value = names.length ? new URL(`#set=${names.join(",")}`, location.href).href : "";
    byId("copy-set").disabled = names.length === 0;
  };
  for (const t of ticks) t.addEventListener("change", write);
  byId("copy-set").addEventListener("click", async () => {
    byId("set-link").select();
    await copied(byId("set-link").value);
  });
  write();
}
