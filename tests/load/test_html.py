"""HTML and XML to text: what a reader sees, and what hostile pages do not do."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BrokenXml, DocumentError, Empty, Entities, TooDeep
from pipeline.load import html, markup, xml
from pipeline.model.document import Source

CASES = (
    ("<p>a<p>b", "a\n\nb"),
    ("a<br>b<br><br>c", "a\nb\n\nc"),
    ("<p> a \n <b>b</b>c &amp; &#8211;&nbsp;d</p>", "a bc & –\xa0d"),
    ("<h2>A</h2>b<div>c</div>d", "A\n\nb\n\nc\n\nd"),
    ("<ul><li>a<li><p>b<p>c<ul><li>d</ul></ul>", "• a\n\n• b\n\nc\n\n• d"),
    ("<ol start=3><li>a<li value=7>b<li>c</ol>", "3. a\n\n7. b\n\n8. c"),
    ("<ol type=i><li>a<li>b</ol><ol type=A><li>c</ol>", "i. a\n\nii. b\n\nA. c"),
    ("<pre>a  b\n  c</pre>", "a  b\n  c"),
    ("<q>a</q>", "“a”"),
    # rows: one line where each cell is one line
    ("<table><tr><td>a<td><p>b</p><tr><td><td>c</table>", "a\tb\n\n\tc"),
    ("<table><tr><th>a<th><th>b<th></table>", "a\t\tb"),
    ("<table><tr><td>a<td><p>b<p>c</table>", "a\n\nb\n\nc"),
    ("<table><tr><td>a<td>b<br>c</table>", "a\n\nb\nc"),
    ("<table><tr><td><table><tr><td>a<td>b</table></table>", "a\tb"),
    # marks
    ("law<sup><a href='#n'>1</a></sup>.<p id=n>Note", "law[1].\n\n[1] Note"),
    ("law<a href='x.html#n'><sup>1</sup></a><ol><li id=n>Note <a href=#b>↩</a></ol>", "law[1]\n\n[1] Note"),
    ("law<a href='#n'>[1]</a> <p><a id=n href='#b'>[1]</a> Note", "law[1]\n\n[1] Note"),
    ("see [2], law<sup><a href='#n'>1</a></sup><p id=n>1 Note", "see [2], law¹\n\n¹ Note"),
    ("5 m<sup>2</sup>, 87<sup>th</sup>", "5 m², 87th"),
    ("<a href='#s'>12</a> and <a href='/p'>[3]</a>", "12 and [3]"),
    # what no reader sees
    ("a<script>b</script><style>c</style><template>d</template><p hidden>e", "a"),
    ("a<i style='DISPLAY : none'>b</i><i style='overflow:hidden'>c</i>", "ac"),
    ("<title>T</title><p>a", "T\n\na"),
    ("<title>T</title><h1>A</h1>", "A"),
    ("<nav>x</nav>Long text without a mark", "Long text without a mark"),
    ("head<main>the content of the page</main>foot", "the content of the page"),
    ("head and a lot more of it<main>little</main>", "head and a lot more of it\n\nlittle"),
    ("<main>law<a href=#n>[1]</a> and more of it</main><p id=n>1 N", "law[1] and more of it\n\n[1] N"),
    ("<article>one of two</article>a<article>two of two</article>", "one of two\n\na\n\ntwo of two"),
    ("<![CDATA[<p>a</p>]]>", "a"),
    ("5 < 6 and a<b", "5 < 6 and a"),
)


@pytest.mark.parametrize(("page", "text"), CASES)
def test_shows_what_a_reader_sees(page: str, text: str) -> None:
    assert markup.render(page).text == text


ENCODINGS = (
    ("<p>é’</p>".encode(), "utf-8"),
    ("<meta charset=iso-8859-1><p>é’</p>".encode("cp1252"), "cp1252"),
    ("<meta charset=iso-8859-1><p>é’</p>".encode(), "utf-8"),
    (
        "<meta http-equiv=a content='text/html; charset=windows-1251'><p>é</p>".replace("é", "й").encode("cp1251"),
        "cp1251",
    ),
    ("<meta charset=zlib><p>é’</p>".encode("cp1252"), "cp1252"),
    ("<p>é’</p>".encode("utf-16"), "utf-16"),
    ("<meta charset=nonsense><p>é’</p>".encode("mac_roman"), "mac_roman"),
)


@pytest.mark.parametrize(("data", "encoding"), ENCODINGS)
def test_finds_the_encoding(data: bytes, encoding: str) -> None:
    loaded = html.read(Source("a.html", data))
    assert loaded.text in ("é’", "й")
    assert loaded.reader == f"html ({encoding})"


def test_what_is_left_out_is_counted() -> None:
    loaded = html.read(Source("a.html", b"<nav>1234</nav><p>text<button>56</button>"))
    assert [notice.message.split()[0] for notice in loaded.notices] == ["6"]


HOSTILE = (
    "<div>" * 100_000 + "x",
    "<ul><li>" * 100_000 + "x",
    "<span></p>" * 100_000 + "x",
    "<p " + "a=b " * 300_000 + ">x",
    "<p title='" + "x" * 5_000_000 + "'>x",
    "<" * 300_000,
    "<!--" * 100_000,
    "<p>" * 100_000,
    "<table>" * 3_000 + "x",
    "<p>\0a\0</p>",
    "&#xd800;<p>&#0;",
)


@pytest.mark.parametrize("page", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_pages_are_read_or_refused(page: str) -> None:
    with suppress(TooDeep, Empty):
        html.read(Source("a.html", page.encode()))


@given(st.text(st.sampled_from("<>/ap liuotrdsh=#1[]\"' \n"), max_size=200))
def test_any_markup_is_read(page: str) -> None:
    text = markup.render(page).text
    assert text == text.strip(" \n")


FEED = (
    b"<?xml version='1.0'?><item><title>A &lt; B</title><d><![CDATA[<p>1</p><p>2</p>]]></d><n>x <i>y</i> z</n></item>"
)


def test_xml_is_an_element_a_block() -> None:
    assert xml.read(Source("a.xml", FEED)).text == "A < B\n\n1\n\n2\n\nx y z"


REFUSED = (
    (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", Entities),
    (b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", Entities),
    (b"<a><b></a>", BrokenXml),
    (b"<?xml version='1.0' encoding='nonsense'?><a/>", BrokenXml),
    (b"<a>" * 200 + b"</a>" * 200, TooDeep),
    (b"<a><b/></a>", Empty),
)


@pytest.mark.parametrize(("data", "error"), REFUSED)
def test_hostile_xml_is_refused_by_name(data: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error):
        xml.read(Source("a.xml", data))
