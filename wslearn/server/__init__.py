"""The parent's side of the server process: start it, hear when it is ready, take its records, stop it."""
