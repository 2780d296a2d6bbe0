# Astro: is:inline keeps it from bundling the script.
npm install --no-audit --no-fund
ASTRO_TELEMETRY_DISABLED=1 npx astro build --outDir out
