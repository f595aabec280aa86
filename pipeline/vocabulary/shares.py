"""How often records with a sign were right, as (right, of), by list: written by `make calibrate`, not by hand.

Source: the develop half of the gold set (fixtures/gold/develop), each record judged as docs/gold.md says. `ALL` is the
whole list. `assemble/confidence.py` says what a sign is, and what is made of the shares.
"""

from __future__ import annotations

from collections.abc import Mapping

Shares = Mapping[str, Mapping[str, tuple[int, int]]]
ALL = "all"

SHARES: Shares = {}
