"""The terminal, HTML and SVG faces: rows and results in, renderables out; nothing here knows where they came from."""
