# Docusaurus: the script is named in its configuration.
npm install --no-audit --no-fund
DOCUSAURUS_DISABLE_TELEMETRY=1 npx docusaurus build --out-dir out
