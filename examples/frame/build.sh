# A plain frame, as Notion, Moodle and WordPress take it: nothing is built.
mkdir -p out && cp index.html out/
