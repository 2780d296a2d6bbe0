# Sphinx: HTML below ".. raw:: html".
sphinx-build -q . out
