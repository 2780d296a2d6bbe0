import { renderToString } from "react-dom/server";
import { App } from "./app.jsx";

console.log(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>React on a server</title>
<link rel="icon" href="data:,">
<script src="https://YOUR.HOST/figure/embed.js"></script>
<div id="root">${renderToString(<App />)}</div>
<script src="client.js"></script>
</html>`);
