"""What people look at: the report's pages, where each value stands beside its passage and the page it came from."""
