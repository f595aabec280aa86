"""Notes at the end of a document and the marks that they open with."""

from __future__ import annotations

import pytest

from tests.split.test_outline import PROSE, sectioned

LIST = f"II. Findings|{PROSE}|Notes|"


@pytest.mark.parametrize(
    ("blocks", "notes"),
    [
        ("1 AI, p. 2.|2 JS1, para. 4.", {"1": "AI, p. 2.", "2": "JS1, para. 4."}),
        ("1 See the list.|AI Amnesty International;|2 AI, p. 2.", {"1": "See the list.\n\nAI Amnesty International;"}),
        ("1 Abbreviations:|CERD|OP-CAT|2 CERD, para. 5.", {"1": "Abbreviations:\n\nCERD\n\nOP-CAT"}),
        ("12 AI (March 2014), p.|80).|13 AI, p. 1.", {"12": "AI (March 2014), p.\n\n80).", "13": "AI, p. 1."}),
        ("13 See paras. 5 and 9. 14 JS1, para. 2.|15 JS1, p. 3.", {"13": "See paras. 5 and 9.", "14": "JS1, para. 2."}),
        ("39 Ibid. para 16 40 Ibid. para 20.|41 JS3, p.6.", {"39": "Ibid. para 16", "40": "Ibid. para 20."}),
        ("3 AI, paras. 3 and 4 April.|4 JS1, p. 1.", {"3": "AI, paras. 3 and 4 April.", "4": "JS1, p. 1."}),
    ],
)
def test_notes_of_a_list(blocks: str, notes: dict[str, str]) -> None:
    document = sectioned(LIST + blocks)
    found = {note.mark: note.span.cut(document.text) for note in document.notes}
    assert {mark: found.get(mark) for mark in notes} == notes


def test_an_annex_ends_the_list() -> None:
    document = sectioned(f"{LIST}1 AI, p. 2.|Annex|3 Members of the delegation.")
    assert [note.mark for note in document.notes] == ["1"]
