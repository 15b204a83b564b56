"""Notebooks made of lessons: built, executed, compared and copied. What their cells do is `wslearn.kernel`'s."""
