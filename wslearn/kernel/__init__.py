"""What the cells of a notebook call, inside a Jupyter kernel. It knows nothing of how notebooks are made."""
