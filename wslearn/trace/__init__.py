"""Records of what happened, and everything that can be derived from them. Pure: no sockets, no screen."""
