"""Headings, sections, paragraphs, sentences, and what a document says of itself."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.document import LoadedDocument, RepairedDocument, SectionedDocument
from pipeline.spans import Span, identity
from pipeline.split import split
from pipeline.split.paragraphs import blocks
from pipeline.split.sentences import sentences
from pipeline.vocabulary.sessions import cycle

PROSE = "The mission was deployed on 1 March 2011, and it consisted of 16 analysts from many States."


def sectioned(text: str) -> SectionedDocument:
    """`text`, which needs no repair, with its outline. In the tables of this page a bar parts blocks."""
    text = text.replace("|", "\n\n")
    loaded = LoadedDocument(id="made", name="made.txt", media_type="text/plain", text=text, stretches=(), reader="made")
    return split(RepairedDocument(loaded=loaded, text=text, map=identity(len(text)), passes=(), anchors=()))


def sentences_in(text: str) -> list[str]:
    return [span.cut(text) for span in sentences(text, blocks(text))]


# --- what always holds

SCRAPS = st.sampled_from(
    ["I. ELECTIONS", "II. OTHER", "A. Opinions", "1. Background", "1.2 Scope", "(a) The Act", "Roma issues", "N/A"]
) | st.sampled_from(
    [
        "BACKGROUND",
        "Mr. Everts said so. He left.",
        "Notes",
        "12",
        "One of them:",
        "1 See p. 3.",
        "• An item",
        "- x",
        PROSE,
    ]
)
ODD = st.text("Aa .1İ:;•N/", min_size=1, max_size=20).map(str.strip).filter(bool)
TEXTS = st.lists(SCRAPS | ODD, max_size=12).map("\n\n".join)


def check(document: SectionedDocument) -> None:
    text = document.text
    check_sections(document)
    for one, other in pairwise(document.paragraphs):
        assert one.span.start <= one.span.end <= other.span.start
    names = {section.id for section in document.sections}
    assert all(paragraph.section is None or paragraph.section in names for paragraph in document.paragraphs)
    assert all(paragraph.span.cut(text).strip() for paragraph in document.paragraphs)
    for one, other in pairwise(document.sentences):
        assert one.start < one.end <= other.start
    said = "".join(sentence.cut(text) for sentence in document.sentences)
    assert "".join(said.split()) == "".join(text.split())


def check_sections(document: SectionedDocument) -> None:
    text, sections = document.text, document.sections
    names = [section.id for section in sections]
    assert len(set(names)) == len(names)
    levels = {section.id: section.level for section in sections}
    for place, section in enumerate(sections):
        assert section.span.start == section.heading.start
        assert section.span.covers(section.heading)
        assert section.title
        if section.parent is not None:
            assert names.index(section.parent) < place
            assert levels[section.parent] < section.level
    for one, other in pairwise(sections):
        assert one.span.end <= other.span.start
        assert not text[one.span.end : other.span.start].strip()
    if sections:
        assert not text[sections[-1].span.end :].strip()
        assert min(levels.values()) == 1


@given(TEXTS)
def test_what_holds_for_every_text(text: str) -> None:
    check(sectioned(text))


def test_what_holds_for_the_fixtures(sectioned_documents: dict[str, SectionedDocument]) -> None:
    for document in sectioned_documents.values():
        check(document)
        assert document.sections


@given(TEXTS)
def test_blocks_tile_the_text(text: str) -> None:
    found = blocks(text)
    assert "".join("".join(block.cut(text) for block in found).split()) == "".join(text.split())
    assert all(one.end < other.start for one, other in pairwise(found))


# --- headings


@pytest.mark.parametrize(
    ("heading", "number", "title"),
    [
        ("Background", None, "Background"),
        ("BACKGROUND AND COMMITMENTS", None, "BACKGROUND AND COMMITMENTS"),
        ("I. INTRODUCTION", "I", "INTRODUCTION"),
        ("IV. Hate crime", "IV", "Hate crime"),
        ("A. The 2017 parliamentary elections", "A", "The 2017 parliamentary elections"),
        ("3. Hate speech", "3", "Hate speech"),
        ("2.1 Scope of obligations", "2.1", "Scope of obligations"),
        ("Roma and Sinti issues", None, "Roma and Sinti issues"),
        ("Election-related activities", None, "Election-related activities"),
        ("Gender Equality and Democratic Governance", None, "Gender Equality and Democratic Governance"),
        ("Tolerance and non-discrimination issues, including incidents of and responses to hate crime", None, None),
        ("What next?", None, "What next?"),
        ("“Parties Open to All”", None, "“Parties Open to All”"),
        ("Notes", None, "Notes"),
    ],
)
def test_headings(heading: str, number: str | None, title: str | None) -> None:
    document = sectioned(f"{PROSE}|{heading}|{PROSE}")
    (section,) = document.sections
    assert (section.number, section.title) == (number, title or heading)
    assert section.heading.cut(document.text) == heading
    assert section.span.end == len(document.text)


@pytest.mark.parametrize(
    "block",
    [
        pytest.param("Women held 22 seats.", id="a short sentence"),
        pytest.param("For the 2012 report, none responded to the request.", id="a paragraph of one sentence"),
        pytest.param("The following were issued:", id="what opens a list"),
        pytest.param("• Opinion on the Draft Law", id="an item with its bullet"),
        pytest.param("– Opinion on the Draft Law", id="an item with a dash"),
        pytest.param("N/A", id="N/A"),
        pytest.param("n/a.", id="n/a in small letters"),
        pytest.param("None", id="none"),
        pytest.param("Not applicable", id="not applicable"),
        pytest.param("12", id="a figure"),
        pytest.param("29 – 31", id="figures"),
        pytest.param("www.legislationline.org", id="an address"),
        pytest.param("Write to ODIHR at office@odihr.example", id="a mail address"),
        pytest.param("2. The Government was asked to report", id="a numbered paragraph without its full stop"),
        pytest.param("(b) That the ombud be given the means it needs;", id="a lettered item"),
        pytest.param("and so it was", id="a line that opens in small letters"),
        pytest.param("The mission was headed by Ambassador Everts", id="a sentence without its full stop"),
        pytest.param("The word " * 40, id="a block as long as a paragraph"),
    ],
)
def test_no_headings(block: str) -> None:
    assert sectioned(f"{PROSE}|{block}|{PROSE}").sections == ()


def test_the_last_block_of_a_text_is_no_heading() -> None:
    assert sectioned(f"{PROSE}|Daan Everts").sections == ()


def test_levels_follow_the_numbering_and_parents_the_levels() -> None:
    document = sectioned(
        f"{PROSE}|I. Elections|A. The first|{PROSE}|B. The second|{PROSE}|II. Opinions|1. Comments|{PROSE}"
    )
    assert [(section.id, section.level, section.parent) for section in document.sections] == [
        ("s1", 1, None),
        ("s2", 2, "s1"),
        ("s3", 2, "s1"),
        ("s4", 1, None),
        ("s5", 3, "s4"),
    ]


def test_the_title_is_what_names_the_document() -> None:
    document = sectioned(f"OSCE/ODIHR Submission on Mongolia|Background|{PROSE}|Elections|{PROSE}")
    assert document.identity.title == "OSCE/ODIHR Submission on Mongolia"
    assert [section.title for section in document.sections] == ["Background", "Elections"]


def test_a_first_heading_that_names_no_document_is_a_heading() -> None:
    document = sectioned(f"Background|{PROSE}|Elections|{PROSE}")
    assert document.identity.title is None
    assert [section.title for section in document.sections] == ["Background", "Elections"]


@pytest.mark.parametrize("nothing", ["N/A", "n/a.", "(N/A)", "None.", "Not applicable", "Nothing to report.", "• N/A"])
def test_sections_that_hold_nothing(nothing: str) -> None:
    document = sectioned(f"{PROSE}|Roma and Sinti issues|{nothing}|Gender equality|{PROSE}")
    assert [section.empty for section in document.sections] == [True, False]


@pytest.mark.parametrize(
    "something", ["N/A in 2012; 7 cases in 2013.", "None of the 14 cases was sent to court.", PROSE]
)
def test_sections_that_hold_something(something: str) -> None:
    document = sectioned(f"{PROSE}|Roma and Sinti issues|{something}|Gender equality|{PROSE}")
    assert [section.empty for section in document.sections] == [False, False]


def test_a_section_with_sections_below_it_is_not_empty() -> None:
    document = sectioned(f"{PROSE}|I. Elections|A. The first|N/A|II. Opinions|{PROSE}")
    assert [(section.title, section.empty) for section in document.sections] == [
        ("Elections", False),
        ("The first", True),
        ("Opinions", False),
    ]


# --- paragraphs


@pytest.mark.parametrize(
    ("block", "number", "bullet", "text"),
    [
        ("12. The Government said so.", "12", False, "The Government said so."),
        ("95.12 Take steps to end it (Chile);", "95.12", False, "Take steps to end it (Chile);"),
        ("95.12. Take steps to end it (Chile);", "95.12", False, "Take steps to end it (Chile);"),
        ("(a) That the Act be followed.", "a", False, "That the Act be followed."),
        ("(iv) That it be kept.", "iv", False, "That it be kept."),
        ("• Opinion on the Draft Law.", None, True, "Opinion on the Draft Law."),
        ("– Opinion on the Draft Law.", None, True, "Opinion on the Draft Law."),
        ("• 3. Third item.", "3", True, "Third item."),
        ("2012 was a year of elections.", None, False, "2012 was a year of elections."),
        ("28.6 per cent of the members were women.", None, False, "28.6 per cent of the members were women."),
        ("11 States took part.", None, False, "11 States took part."),
        ("(Parliament) met twice.", None, False, "(Parliament) met twice."),
        ("– and it was so.", None, False, "– and it was so."),
        ("4.5.", None, False, "4.5."),
    ],
)
def test_paragraphs(block: str, number: str | None, bullet: bool, text: str) -> None:
    document = sectioned(f"{PROSE}|{block}|{PROSE}")
    paragraph = document.paragraphs[1]
    assert (paragraph.number, paragraph.bullet, paragraph.span.cut(document.text)) == (number, bullet, text)


def test_a_paragraph_knows_its_section() -> None:
    document = sectioned(f"{PROSE}|Elections|{PROSE}|{PROSE}|Opinions|{PROSE}")
    assert [paragraph.section for paragraph in document.paragraphs] == [None, "s1", "s1", "s2"]


# --- sentences


@pytest.mark.parametrize(
    "text",
    [
        "It was led by Mr. Daan Everts and Ms. Ana Silva.",
        "It was led by Prof. Dr. H. Meyer of St. Petersburg.",
        "H.E. Mr. Everts, Amb. Silva and Gen. Solvang spoke.",
        "See Opinion No. 629/2011, Art. 5, para. 12 and p. 3.",
        "See opinion no. 838/2016.",
        "It saw, e.g. Astana, i.e. Nur-Sultan, cf. Almaty.",
        "J. R. Smith and U.S. Senator Jones met.",
        "It met on 3 Sept. 2012 and 4 Oct. 2012.",
        "It reached 28.6 per cent at 10.30 in Rule 4.5.",
        "It read www.osce.org. and went on.",
    ],
)
def test_one_sentence(text: str) -> None:
    assert sentences_in(text) == [text]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The mission left. It came back.", 2),
        ("Was it so? It was! Nobody knew.", 3),
        ("It said “yes.” Then it left.", 2),
        ("It was held in 2012. The next was in 2013.", 2),
        ("It cost 44. 12 States paid.", 2),
        ("It met the OSCE. The ODIHR was there.", 2),
        ("It said (at length.) Then it left.", 2),
        ("One block ends\n\nAnother begins.", 2),
        ("It holds “A” status. No State did. May came.", 3),
    ],
)
def test_several_sentences(text: str, count: int) -> None:
    assert len(sentences_in(text)) == count


def test_looking_up_sentence_paragraph_and_section() -> None:
    document = sectioned(f"Background|One is here. Two is there.|Elections|{PROSE}")
    at = document.text.index("Two")
    assert document.sentence_at(at).cut(document.text) == "Two is there."
    paragraph, section = document.paragraph_at(at), document.section_at(at)
    assert paragraph is not None
    assert section is not None
    assert section.title == "Background"
    assert [span.cut(document.text) for span in document.sentences_of(paragraph.span)] == [
        "One is here.",
        "Two is there.",
    ]
    assert document.sentences_of(Span(at, at)) == ()


# --- what a document says of itself

HEADS = {
    "a submission": (
        "stakeholder_submission",
        f"OSCE/ODIHR Submission of Information|Universal Periodic Review of Utopia|Background|{PROSE}",
    ),
    "a joint submission": (
        "stakeholder_submission",
        f"Joint Submission 4 to the Universal Periodic Review|Submitted by: The Lighthouse|1. About us|{PROSE}",
    ),
    "a working group's report": (
        "working_group_report",
        f"A/HRC/44/17|Report of the Working Group on the Universal Periodic Review|Utopia|I. Introduction|{PROSE}",
    ),
    "a summary, by its symbol": ("stakeholder_summary", f"A/HRC/WG.6/33/NOR/3|Norway|I. Background|{PROSE}"),
    "a summary, by its words": (
        "stakeholder_summary",
        f"Summary of stakeholders’ submissions on Norway|Report of the High Commissioner|{PROSE}",
    ),
    "a compilation, by its symbol": ("un_compilation", f"A/HRC/WG.6/20/KAZ/2|Kazakhstan|I. Background|{PROSE}"),
    "a compilation, by its words": (
        "un_compilation",
        f"Compilation prepared by the Office of the High Commissioner for Human Rights|Utopia|{PROSE}",
    ),
    "a national report, by its symbol": ("national_report", f"A/HRC/WG.6/7/SVN/1|Slovenia|I. Methodology|{PROSE}"),
    "a national report, by its words": (
        "national_report",
        f"National report submitted in accordance with paragraph 5 of resolution 16/21|Slovenia|{PROSE}",
    ),
    "an opinion": (
        "legal_opinion",
        f"Warsaw, 4 May 2018|Opinion-Nr.: NGO-UTO/999/2018|OPINION ON THE DRAFT LAW ON ASSOCIATIONS|{PROSE}",
    ),
    "a final report": (
        "mission_report",
        f"REPUBLIC OF UTOPIA|PARLIAMENTARY ELECTIONS|ODIHR Election Observation Mission Final Report|{PROSE}",
    ),
    "preliminary findings": (
        "mission_report",
        f"INTERNATIONAL ELECTION OBSERVATION MISSION|Statement of Preliminary Findings and Conclusions|{PROSE}",
    ),
    "a team's report": ("mission_report", f"UTOPIA|GENERAL ELECTIONS|ODIHR Election Expert Team Report|{PROSE}"),
    "an advisory on findings": ("press_release", f"MEDIA ADVISORY|Observers to present preliminary findings on Utopia's vote|{PROSE}"),
    "a headline on a final report": ("press_release", f"ODIHR presents final report on elections in Utopia|{PROSE}"),
    "who was given a final report": ("other", f"What is in it|Yesterday she gave the final report to a chairman. {PROSE}"),
    "part of a summary": ("stakeholder_summary", f"GE.19-04418|III. Information provided by stakeholders|{PROSE}"),
    "a sentence that cites an opinion": ("other", f"CDL-AD(2016)855-e, Utopia - Opinion on the Act on Police, para. 30.|{PROSE}"),
    "a press release": ("press_release", f"WARSAW, 4 May 2018 – The Director of ODIHR said so.|{PROSE}|Press contact: A. B."),
    "a press release about a report": (
        "press_release",
        f"WARSAW, 29 July 2022 – The final report on the elections was published.|{PROSE}",
    ),
    "an agency's report": ("other", f"ANKARA, 15 May 2023 (EPN) — Voters had a choice.|{PROSE}"),
    "a paper's report": ("other", f"Observers in town|By Ann Lee, Staff Writer|OSLO, 4 May 2018 – They were told.|{PROSE}"),
    "a statement with a dateline": (
        "mission_report",
        f"PRELIMINARY CONCLUSIONS|SKOPJE, 6 May 2019 – The second round was calm.|{PROSE}",
    ),
    "an amicus curiae brief": ("legal_opinion", f"Strasbourg, 20 October 2020|Amicus Curiae Brief|No. 1001 / 2020|{PROSE}"),
    "a contribution to the review": (
        "stakeholder_submission",
        f"Contribution of OSCE/ODIHR to the third Universal Periodic Review of Malta|{PROSE}",
    ),
    "an opinion that cites a final report": (
        "legal_opinion",
        f"5. The ODIHR Final Report on 2020 Parliamentary Elections noted this. In this Legal Opinion on the law, ODIHR says it again.|{PROSE}",
    ),
    "a court's final report": (
        "other",
        f"The Court's final report, submitted to the Human Rights Council, dealt with torture.|{PROSE}",
    ),
    "news of a statement": (
        "other",
        f"Observers had doubts|On Monday they read out a statement of preliminary findings and conclusions in town.|{PROSE}",
    ),
    "a wrapped line that cites a report": (
        "other",
        f"What was said\nIn May the mission took up what had been recommended in the\nFinal Report on local elections\nof that year.|{PROSE}",
    ),
    "a weekly update": ("mission_report", f"Weekly Update from the Observer Mission at the Checkpoints of Ruritania\nand Utopia|{PROSE}"),
    "a statement that names itself": (
        "mission_report",
        f"UTOPIA|What we saw|This Statement of Preliminary Findings and Conclusions is the result of common work.|{PROSE}",
    ),
    "a letter": ("other", f"Dear Madam,|{PROSE}"),
    "a text that cites a submission": ("other", f"Our work in 2011|{PROSE}|We read the Government’s submission."),
    "a text that cites a symbol": (
        "other",
        f"Our work in 2011|{PROSE} In this it followed A/HRC/WG.6/20/KAZ/2, paragraph 4, and what stands there was read with care.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "head"), HEADS.values(), ids=HEADS.keys())
def test_kinds(kind: str, head: str) -> None:
    assert sectioned(head).identity.kind == kind


def test_a_symbol_says_country_and_session() -> None:
    known = sectioned(f"A/HRC/WG.6/33/NOR/3|Norway|I. Background|{PROSE}").identity
    assert (known.symbol, known.country, known.session, known.cycle) == ("A/HRC/WG.6/33/NOR/3", "NOR", 33, 3)


def evidence_of(text: str) -> dict[str, tuple[str, list[str]]]:
    document = sectioned(text)
    return {
        path: (leaf.rule, [span.cut(document.text) for span in leaf.spans])
        for path, leaf in document.identity.grounds.items()
    }


MASTHEAD = "United Nations|A/HRC/WG.6/33/NOR/3|General Assembly|Distr.: General|Working Group on the Universal Periodic Review|"


def test_facts_of_a_paper_of_the_review_are_worked_out_from_its_symbol() -> None:
    found = evidence_of(f"{MASTHEAD}Summary of Stakeholders’ submissions on Norway*|I. Background|{PROSE}")
    assert found == {
        "kind": ("document.kind.symbol", ["A/HRC/WG.6/33/NOR/3"]),
        "symbol": ("document.symbol", ["A/HRC/WG.6/33/NOR/3"]),
        "title": ("document.title.cover", ["Summary of Stakeholders’ submissions on Norway"]),
        "country": ("document.country.symbol", ["NOR"]),
        "review.session": ("document.session.symbol", ["33"]),
        "review.cycle": ("document.cycle.session", ["33"]),
        "review.year": ("document.year.session", ["33"]),
    }


def test_an_addendum_is_of_the_session_that_its_report_is_of() -> None:
    head = "United Nations|A/HRC/28/15/Add.1|General Assembly|Distr.: General|Report of the Working Group on the Universal Periodic Review|Malta|Addendum|"
    known = sectioned(f"{head}I. Views|{PROSE}").identity
    assert (known.session, known.cycle, known.year) == (20, 2, 2014)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Observation of Malta’s early vote begins|VALLETTA, 8 June 2021 – A mission opened. Its head is Ann Lind (Norway).", "MLT"),
        ("A mission for the vote opens|The Maltese capital saw a mission open, led by a Norwegian diplomat.", "MLT"),
        ("A mission for the vote opens|VALLETTA, 8 June 2021 – It has 12 members.", "MLT"),
        ("A mission for the vote opens|WARSAW, 8 June 2021 – It has 12 members.", None),  # the seat of who writes
        ("Malta and Norway agree|VIENNA, 8 June 2021 – They agreed.", None),
    ],
)  # fmt: skip
def test_a_news_item_names_its_country_in_its_head(text: str, country: str | None) -> None:
    assert sectioned(f"{text}|{PROSE}").identity.country == country


def test_facts_of_a_submission_are_read_from_its_words() -> None:
    found = evidence_of(
        f"Submission by the Lighthouse Network on Malta for the Universal Periodic Review|Background|{PROSE}|It is for the thirty-third session of the UPR "
        "Working Group, May 2019. Malta is small."
    )
    assert found == {
        "kind": ("document.kind.words", ["Submission", "Universal Periodic Review"]),
        "title": (
            "document.title.first_line",
            ["Submission by the Lighthouse Network on Malta for the Universal Periodic Review"],
        ),
        "country": ("document.country.title", ["Malta"]),
        "submitted_by": ("document.submitted_by.words", ["Lighthouse Network"]),
        "review.session": ("document.session.text", ["thirty-third session"]),
        "review.cycle": ("document.cycle.session", ["thirty-third session"]),
        "review.year": ("document.year.text", ["2019"]),
    }


@pytest.mark.parametrize(
    ("head", "country", "by", "review"),
    [
        ("Lighthouse Network|Submission to the Universal Periodic Review of Malta|36th session, May 2020", "MLT", None, (36, 3, 2020)),
        ("European Union Agency for Rights|Submission to the Universal Periodic Review of Malta", "MLT", None, (None, None, None)),
        ("SUBMISSION BY THE OSCE OFFICE FOR DEMOCRATIC INSTITUTIONS AND HUMAN RIGHTS|Universal Periodic Review – Malta", "MLT", "OSCE/ODIHR", (None,) * 3),
        ("Submission for the Universal Periodic Review|Participating State: Malta|UPR Session and Date of Review: 49th Session, May 2025", "MLT", None, (49, 4, 2025)),
        ("Stakeholder submission for the 38th UPR session|Malta|Submitted by: Malta Centre for Rights", "MLT", "Malta Centre for Rights", (38, 3, 2021)),
        ("Submission to the Universal Periodic Review of Malta (fourth cycle)|It is not like that in the third cycle.", "MLT", None, (None, 4, None)),
        ("Submission to the UPR of Malta|Made at the 49th session of the Human Rights Council, during the third cycle.", "MLT", None, (None, None, None)),
    ],
)  # fmt: skip
def test_the_head_of_a_submission_tells_its_review(
    head: str, country: str, by: str | None, review: tuple[int | None, ...]
) -> None:
    known = sectioned(f"{head}|{PROSE}").identity
    assert (known.kind, known.country, known.submitted_by) == ("stakeholder_submission", country, by)
    assert (known.session, known.cycle, known.year) == review


def test_a_country_that_is_named_most_has_its_first_places() -> None:
    rule, places = evidence_of(f"Background|{PROSE} Malta, Malta, Malta and Malta are islands; Cyprus is one.")[
        "country"
    ]
    assert (rule, places) == ("document.country.named_most", ["Malta"] * 3)


def test_what_is_not_known_has_no_evidence() -> None:
    assert evidence_of(f"Our work|{PROSE}").keys() <= {"title"}


@pytest.mark.parametrize(
    ("cover", "title"),
    [
        (
            "National report submitted in accordance with paragraph 5*|Norway",
            "National report submitted in accordance with paragraph 5",
        ),
        ("Compilation on Norway|Report of the Office of the High Commissioner", "Compilation on Norway"),
        ("SUMMARY PREPARED BY THE OFFICE|Norway", "SUMMARY PREPARED BY THE OFFICE"),
        (
            "28/111.|Outcome of the universal periodic review: Norway",
            "Outcome of the universal periodic review: Norway",
        ),
        (
            "Report of the Human Rights Council on its tenth session",
            "Report of the Human Rights Council on its tenth session",
        ),
        ("A summary of the report follows in the annex", None),
    ],
)
def test_a_cover_names_its_paper(cover: str, title: str | None) -> None:
    assert sectioned(f"{MASTHEAD}{cover}|I. Background|{PROSE}").identity.title == title


@pytest.mark.parametrize(("session", "number"), [(1, 1), (12, 1), (13, 2), (26, 2), (27, 3), (40, 3), (41, 4), (48, 4)])
def test_cycles(session: int, number: int) -> None:
    assert cycle(session) == number


@pytest.mark.parametrize(
    ("head", "who"),
    [
        ("Joint submission by the Lighthouse Network to the Universal Periodic Review", "Lighthouse Network"),
        ("Submission made by the OSCE Office for Democratic Institutions and Human Rights for the UPR", "OSCE/ODIHR"),
        ("Submission to the Universal Periodic Review", None),
    ],
)
def test_submitters(head: str, who: str | None) -> None:
    text = f"{head}|Universal Periodic Review of Utopia, submission|Background|The mission came on 1 March 2011."
    assert sectioned(text).identity.submitted_by == who
