"""The review desk: the report's pages served on this machine, where people accept, correct, reject and add values.

forms (what a value may be) -> desk (one run: what is decided, and deciding) -> app (pages and API) -> guard (who may ask) -> serve
"""
