"""The interactive line with the play verbs, and the questions of a lesson; prompt_toolkit is used only here."""
