"""The pages of a project in a real browser: finds and starts one, and records what their JavaScript does."""
