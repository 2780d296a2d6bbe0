# VitePress: the script is named in its configuration.
npm install --no-audit --no-fund
npx vitepress build . --outDir out
