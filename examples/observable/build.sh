# Observable Framework: Markdown that lets HTML through.
npm install --no-audit --no-fund
npx observable build
