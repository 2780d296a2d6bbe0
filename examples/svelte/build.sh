# Svelte and Vite, with types.
npm install --no-audit --no-fund
npx svelte-check --tsconfig tsconfig.json
mkdir -p public && cp -rL node_modules/emergent-alignment/figure public/
npx vite build --outDir out --emptyOutDir
