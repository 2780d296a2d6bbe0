# MkDocs: Markdown that lets HTML through.
mkdocs build --quiet
