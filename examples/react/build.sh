# React and Vite, with types: the figure's files are among the static files.
npm install --no-audit --no-fund
npx tsc --noEmit
mkdir -p public && cp -rL node_modules/emergent-alignment/figure public/
npx vite build --outDir out --emptyOutDir
