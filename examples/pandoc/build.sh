# Pandoc, as it is and with everything in one file, as Quarto's embed-resources: true has it.
mkdir -p out
pandoc --standalone --metadata title="The figure" --output out/index.html figure.md
pandoc --self-contained --metadata title="The figure" --output out/contained.html contained.md
