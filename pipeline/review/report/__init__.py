"""The report: a run's extracts in, pages of HTML out that open from disk and ask no network for anything.

Extraction, unclaimed, source -> view (what a page shows) -> render (its bytes) -> make (a folder of them)
"""
