# An ES module from another site, without a bundler: its host sends Access-Control-Allow-Origin: *.
mkdir -p out && cp index.html out/
