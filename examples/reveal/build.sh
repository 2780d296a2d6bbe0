# reveal.js: nothing is built; out/ is this folder.
npm install --no-audit --no-fund
mkdir -p out && cp -r index.html node_modules/reveal.js/dist out/
