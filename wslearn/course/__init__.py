"""The course: load and validate lessons, parse plays, scaffold and upgrade the Django project."""
