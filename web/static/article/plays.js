// Games in the text in which the reader takes an agent's place, and what follows from it all. They
// come when she is near them; article.js says what they need in window.article.

import { Bids } from "./bids.js";
import { Alike, Broken } from "./consequences.js";
import { Saying } from "./saying.js";

const kinds = { alike: Alike, bids: Bids, broken: Broken, saying: Saying };
for (const place of document.querySelectorAll("[data-device]")) new kinds[place.dataset.device](place, window.article);
