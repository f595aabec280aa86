"""Folders of documents: which files there are, running them, and what a run leaves behind."""
