# Hugo: HTML in Markdown has to be allowed (config.toml, called hugo.toml from 0.110 on).
hugo --quiet --destination out
