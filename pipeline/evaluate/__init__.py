"""Gold against records: what a careful reader finds in a document, and what the pipeline finds, as figures.

Gold files --read--> GoldDocument --score, with the document's records--> DocumentScore --measure--> Report

`gold` is the one module that knows the form of gold files (docs/gold.md); what scores takes any `GoldDocument`.
"""
