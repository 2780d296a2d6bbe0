# React on a server: the page is written there, and taken over in the browser. embed.js stands in the
# head, and so may be done before React is.
npm install --no-audit --no-fund
mkdir -p out
npx esbuild client.jsx --bundle --jsx=automatic --define:process.env.NODE_ENV='"development"' --outfile=out/client.js
npx esbuild server.jsx --bundle --jsx=automatic --platform=node --format=cjs --outfile=server.cjs
node server.cjs > out/index.html
