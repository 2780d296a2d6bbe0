// What is asked and shown beside the text. It comes once the figure is there, or cannot come: until
// then the program has the line to itself. article.js says what it needs in window.article.

import { connectGuesses } from "./guess.js";
import { Proof } from "./proof.js";
import { connectNouns, Numbers } from "./words.js";

const { article } = window;
const { figure, prepare, reached, isAbout } = article;

// What is played further down (plays.js) comes when the reader is near it.
const near = new IntersectionObserver((entries) => {
  if (!entries.some((e) => e.isIntersecting)) return;
  near.disconnect();
  const more = Object.assign(document.createElement("script"), { type: "module", src: document.body.dataset.further });
  more.onerror = watch; // with the network it comes again
  document.head.append(more);
}, { rootMargin: "600px" });
const watch = () => { for (const place of document.querySelectorAll("[data-device]")) near.observe(place); };

const style = document.createElement("link");
style.rel = "stylesheet";
style.href = "static/article/devices.css";
style.onload = () => {
  const guessing = connectGuesses(figure, prepare);
  connectNouns(figure);
  new Numbers(figure, prepare, isAbout);
  for (const place of document.querySelectorAll(".proof-moves")) new Proof(place, article);
  watch();
  reached(guessing); // called for every step that is reached, and for that of now
};
document.head.append(style);
