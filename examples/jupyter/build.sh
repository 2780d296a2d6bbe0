# Jupyter: the notebook is run, and saved as a page and as slides.
jupyter-nbconvert --execute --to html --output-dir out figure.ipynb
jupyter-nbconvert --execute --to slides --output-dir out figure.ipynb
