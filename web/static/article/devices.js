// What is asked and shown beside the text. It comes once the figure is there, or cannot come: until
// then the program has the line to itself. article.js says what it needs in window.article.

import { connectGuesses } from "./guess.js";
import { Proof } from "./proof.js";
import { connectNouns, Numbers } from "./words.js";

const { figure, prepare, reached, isAbout } = window.article;
const style = document.createElement("link");
style.rel = "stylesheet";
style.href = "static/article/devices.css";
style.onload = () => {
  const guessing = connectGuesses(figure, prepare);
  connectNouns(figure);
  new Numbers(figure, prepare, isAbout);
  const proofs = [...document.querySelectorAll(".proof-moves")].map((place) => new Proof(place, figure, isAbout));
  reached((step) => { for (const p of proofs) p.reached(step); });
  reached(guessing); // called for every step that is reached, and for that of now
};
document.head.append(style);
