"""What the report lets through: a short list of harmless things, whatever is thrown at it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.results import compliance, heat_map
from labkit.results._clean import clean_html, clean_svg, safe_link
from labkit.results._markdown import Outline, render_markdown

VOID = {"br", "hr", "col", "img"}


class _Reader(HTMLParser):
    """Reads a result as a browser does and keeps every tag and attribute; fails when unbalanced."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='java\tscript:alert(1)'>x</a><a href=' data:text/html,<script>'>y</a>",
    "<form action=//evil.example><input name=q><button>go</button></form>",
    "<p style='background:url(//evil.example/x)' onclick=alert(1) id=content>t</p>",
    "<style>@import '//evil.example/x.css';</style>",
    "<link rel=stylesheet href=//evil.example><meta http-equiv=refresh content='0;url=//evil'>",
    "<base href=//evil.example><object data=x></object><embed src=x>after the embed",
    "</div></main></body></html><p>outside</p>",
    "<table><tr><td><table><th>in</table></table></table><b><i>crossed</b></i>",
    "<!--><img src=x onerror=alert(1)>-->",
    '<p title="\'><img src=x onerror=alert(1)>">',
    "<textarea></textarea><script>alert(1)</script>",
    "<template><script>alert(1)</script></template><h1>Title</h1>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<![CDATA[<script>alert(1)</script>]]><?php echo 1 ?>",
    "<p class='lk-note lk-skip evil'>x",
]
ALLOWED = {"class", "scope", "colspan", "rowspan", "span", "start", "href", "title", "dir", "lang"}
OURS = {"role", "aria-label", "tabindex"}  # on the frame around a table


@pytest.mark.parametrize("attack", ATTACKS)
def test_html_attacks_come_out_harmless(attack: str) -> None:
    _assert_harmless(clean_html(attack))


@given(st.lists(st.sampled_from([*ATTACKS, *"<>/=\"' &;x", "<table>", "</table>", "<td", "h1>"])))
def test_no_mixture_of_pieces_gets_through(pieces: list[str]) -> None:
    _assert_harmless(clean_html("".join(pieces)))


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_html(f"<p>{text}</p>")
    assert _read(clean_html(once)).text == _read(once).text


def _assert_harmless(html: str) -> None:
    reader = _read(html)
    assert not set(reader.tags) & {"script", "style", "img", "svg", "iframe", "form", "h1", "meta"}
    assert {name for name, _ in reader.attributes} <= ALLOWED | OURS
    for name, value in reader.attributes:
        if name == "href":
            assert re.match(r"https?://|mailto:|#", value)
        if name == "class":
            assert all(word.startswith("lk-") for word in value.split())


def test_content_that_was_code_is_gone_and_words_stay() -> None:
    html = clean_html("<style>p{}</style><p>kept<script>gone()</script> too</p><embed src=x>after")
    assert _read(html).text == "kept too" + "after"


def test_every_header_of_a_foreign_table_gets_a_scope() -> None:
    frame = pd.DataFrame({"a": [1], "<b>": ["<i>x</i>"]})
    html = clean_html(frame.to_html())
    assert re.findall(r'<th scope="(\w+)"', html) == ["col", "col", "row"]
    assert "<td></td>" in html  # the empty corner
    assert "&lt;i&gt;x&lt;/i&gt;" in html
    assert html.count("<div") == html.count("</div>") == 1


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://example.org/a?b=c", True),
        ("HTTP://example.org", True),
        ("mailto:a@example.org", True),
        ("#there", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("vbscript:x", False),
        ("//evil.example", False),
        ("file:///etc/passwd", False),
        ("notebook.ipynb", False),
    ],
)
def test_links(address: str, safe: bool) -> None:
    assert safe_link(address) is safe


def test_an_svg_loses_all_that_runs_or_loads() -> None:
    svg = """<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x "y">]>
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)">
      <script>alert(1)</script><style>*{background:url(//evil.example)}</style>
      <foreignObject><body xmlns="http://x.example"><img src="x"/></body></foreignObject>
      <image href="http://evil.example/x.png"/><use href="http://evil.example/#a"/>
      <a href="javascript:alert(1)"><text x="1" y="2">kept</text></a>
      <rect id="r" style="fill:url(http://evil.example); stroke: #123456; background: red"
            fill="url(http://evil.example#x)" onclick="alert(1)" width="3"/>
      <animate attributeName="href" to="javascript:alert(1)"/><use xlink:href="#r"/>
    </svg><svg><script>alert(2)</script></svg><p>after</p>"""
    clean = clean_svg(svg, "f1-", "A drawing")
    assert not re.search(r"alert|evil|script|<a\b|<image|foreign|background|after", clean)
    assert clean.startswith('<svg viewBox="0 0 9 9" role="img" aria-label="A drawing">')
    assert '<rect id="f1-r" style="stroke:#123456" width="3"></rect>' in clean
    assert '<use xlink:href="#f1-r">' in clean
    assert ">kept<" in clean
    assert clean.endswith("</svg>")


def test_our_plot_keeps_its_drawing_and_follows_the_scheme(verdicts: pd.DataFrame) -> None:
    plot = heat_map(compliance(verdicts, by=("rule", "scenario")))
    clean = clean_svg(plot.svg, "f1-")
    was = ElementTree.fromstring(plot.svg)
    now = ElementTree.fromstring(clean.replace("xlink:", ""))
    for tag in ("path", "text", "rect", "g"):
        there = len(list(was.iter(f"{{http://www.w3.org/2000/svg}}{tag}")))
        assert len(list(now.iter(tag))) == there
    assert now.get("aria-label") == plot.alt
    assert now.get("viewBox") == was.get("viewBox")
    assert "var(--lk-paper)" in clean
    assert "var(--lk-heat-0)" in clean
    assert not re.search(r"#[0-9a-f]{6}", clean)  # no colour stayed fixed


@pytest.mark.parametrize("source", ["", "not a picture", "<p>x</p>", "<script>alert(1)</script>"])
def test_what_is_no_svg_becomes_nothing(source: str) -> None:
    assert clean_svg(source, "f1-", "alt") == ""


def test_markdown_from_a_stranger_is_shown_not_run() -> None:
    html = render_markdown(
        "A <script>alert(1)</script> and <img src=x onerror=alert(1)>\n\n"
        "[a](javascript:alert(1)) [b](java&#115;cript:alert(1)) [c](https://example.org 'T')\n\n"
        "![shot](https://evil.example/x.png) ![inline](data:image/png;base64,AAAA) <https://a.example>\n\n"
        "| h |\n|---|\n| <b> |\n",
        Outline(),
    )
    reader = _read(html)
    assert set(reader.tags) == {"p", "a", "span", "table", "thead", "tbody", "tr", "th", "td"}
    assert [v for n, v in reader.attributes if n == "href"] == [
        "https://example.org",
        "https://a.example",
    ]
    assert ("scope", "col") in reader.attributes
    assert "[picture: shot]" in reader.text
    assert "<script>alert(1)</script>" in reader.text
    assert "AAAA" not in reader.text


def test_headings_jump_over_no_level_and_have_ids_of_their_own() -> None:
    outline = Outline()
    html = render_markdown("# One\n\n#### Deep\n\n# One\n\n## content\n", outline)
    html += render_markdown("### A\n\n###### B\n\n### C\n", outline, nested=True)
    found = re.findall(r'<h(\d) id="([^"]+)"', html)
    assert [int(level) for level, _ in found] == [2, 3, 2, 2, 3, 4, 3]
    assert len({name for _, name in found}) == len(found)
    assert all(name.startswith("s-") for _, name in found)  # never an id of the page itself
    assert [h.text for h in outline.listed] == ["One", "Deep", "One", "content"]
