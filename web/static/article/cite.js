// Copies the BibTeX entry.

const copy = document.getElementById("copy");
const copied = document.getElementById("copied");
const entry = document.getElementById("bibtex");

copy.hidden = false;
copy.addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(entry.textContent);
    copied.textContent = "Copied.";
  } catch { // no clipboard without https or permission: leave it to the reader's own keys
    getSelection().selectAllChildren(entry);
    copied.textContent = "Selected: copy it with your keyboard.";
  }
});
