"""The nouns that stages hand on: documents between stages, mentions, and the records that users get. All frozen."""
