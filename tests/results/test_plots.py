"""The plots: valid, the same bytes every time, legible in both schemes, said in words."""

from __future__ import annotations

import math
from xml.etree import ElementTree

import pandas as pd
import pytest
from results_samples import SCENARIOS

from labkit.errors import InputError
from labkit.results import compliance, heat_map, inks, interval_plot

SVG = "{http://www.w3.org/2000/svg}"


def _texts(svg: str) -> list[str]:
    return [
        "".join(node.itertext()).strip() for node in ElementTree.fromstring(svg).iter(f"{SVG}text")
    ]


def test_plots_are_valid_named_and_stable(verdicts: pd.DataFrame) -> None:
    for draw in (
        lambda: interval_plot(compliance(verdicts)),
        lambda: heat_map(compliance(verdicts, by=("rule", "scenario"))),
    ):
        plot = draw()
        root = ElementTree.fromstring(plot.svg)
        assert root.tag == f"{SVG}svg"
        assert root.get("role") == "img"
        assert root.get("aria-label") == plot.alt
        assert root.findtext(f"{SVG}desc") == plot.alt
        assert root.findtext(f"{SVG}title")
        assert root.find(f".//{SVG}style") is None
        assert plot._repr_mimebundle_() == {"image/svg+xml": plot.svg, "text/plain": plot.alt}
        assert draw().svg == plot.svg
        assert "date" not in plot.svg.lower()


def test_a_users_matplotlib_settings_change_nothing(verdicts: pd.DataFrame) -> None:
    import matplotlib as mpl

    table = compliance(verdicts)
    plain = interval_plot(table).svg
    with mpl.rc_context({"font.size": 30, "figure.facecolor": "black", "svg.fonttype": "path"}):
        assert interval_plot(table).svg == plain
        assert mpl.rcParams["font.size"] == 30


def test_the_interval_plot_says_what_is_least_kept(verdicts: pd.DataFrame) -> None:
    plot = interval_plot(compliance(verdicts))
    assert plot.alt.startswith(
        "Least kept: length, 38\xa0% of 42 replies (95 % interval 25–53\xa0%)"
    )
    assert "Most kept: never_phrases and transparency, 100\xa0%." in plot.alt
    assert "Usage rate, no rule to keep: signature_phrases" in plot.alt
    texts = _texts(plot.svg)
    names = [t for t in texts if t in set(verdicts["rule"])]
    assert names == list(compliance(verdicts).query("not usage")["rule"])
    assert texts.index("signature_phrases\xa0†") > texts.index("capability_honesty")
    assert "16 of 42" in texts


def test_the_heat_map_has_a_text_in_every_cell(verdicts: pd.DataFrame) -> None:
    table = compliance(verdicts, by=("rule", "scenario"))
    plot = heat_map(table)
    texts = _texts(plot.svg)
    assert [t for t in texts if t in SCENARIOS] == SCENARIOS
    silent = int((table["passed"] + table["failed"] == 0).sum())
    assert silent > 0
    assert texts.count("–") == silent
    assert f"{silent} cells have nothing to judge" in plot.alt
    assert sum(t.endswith("of 3") for t in texts) == int(
        (table["passed"] + table["failed"]).eq(3).sum()
    )
    assert "length in " in plot.alt


def test_plots_of_nothing_say_so(verdicts: pd.DataFrame) -> None:
    for rows in (verdicts.iloc[:0], verdicts.assign(verdict="undecided"), pd.DataFrame()):
        for plot in (
            interval_plot(compliance(rows)),
            heat_map(compliance(rows, by=("rule", "scenario"))),
        ):
            ElementTree.fromstring(plot.svg)
            assert plot.alt.startswith("No rule could be judged")
    perfect = interval_plot(compliance(verdicts.assign(verdict="pass")))
    assert perfect.alt.startswith("Every judged reply keeps every rule")


@pytest.mark.filterwarnings("error")
def test_hostile_names_are_drawn_as_text(verdicts: pd.DataFrame) -> None:
    hostile = '<script>$\\frac{1}{0}$</script> & "\x1b[31m\u202e\ufffe 日本語' + "y" * 100_000
    renamed = verdicts.assign(scenario=verdicts["scenario"].replace("abuse", hostile))
    other = verdicts[verdicts["rule"] == "length"].assign(rule=hostile, verdict="fail")
    both = pd.concat([renamed, other])
    for plot in (
        interval_plot(compliance(both)),
        heat_map(compliance(both, by=("rule", "scenario"))),
    ):
        plot.svg.encode()
        ElementTree.fromstring(plot.svg)
        assert "<script" not in plot.svg
        assert len(plot.svg) < 120_000


def test_many_rules_and_counts_still_fit(verdicts: pd.DataFrame) -> None:
    many = pd.concat(
        [verdicts[verdicts["rule"] == "length"].assign(rule=f"rule_{n}") for n in range(19)]
    )
    width = float(
        ElementTree.fromstring(heat_map(compliance(many, by=("rule", "scenario"))).svg).get(
            "width", ""
        )[:-2]
    )
    assert width < 72 * 15
    table = compliance(verdicts)
    table[["passed", "failed"]] *= 1_000_000
    assert "16,000,000 of 42,000,000" in _texts(interval_plot(table).svg)


def test_one_row_per_cell_is_asked_for(verdicts: pd.DataFrame) -> None:
    with pytest.raises(InputError, match="pick one"):
        interval_plot(compliance(verdicts, by=("rule", "scenario")))
    with pytest.raises(InputError, match="needs the table"):
        heat_map(compliance(verdicts))


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted([_luminance(one), _luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_text_has_enough_contrast(scheme: int) -> None:
    colours = {name: (light, dark)[scheme] for light, (name, dark) in inks.INKS.items()}
    page = {name: pair[scheme] for name, pair in inks._PAGE.items()}
    for level, light in enumerate(inks.HEAT):
        ground = (light, inks._HEAT_DARK[level])[scheme]
        text = colours[inks.INKS[inks.text_on(level)][0]]
        assert _contrast(ground, text) >= 4.5, level
    for ground in (colours["paper"], page["panel"]):
        for text in (colours["ink"], colours["muted"], colours["accent"], page["alarm"]):
            assert _contrast(ground, text) >= 4.5
        assert _contrast(ground, page["mark-line"]) >= 4.5
    assert _contrast(page["mark"], colours["ink"]) >= 4.5
    assert _contrast(page["mark"], page["mark-line"]) >= 3


def test_heat_is_monotone_and_full_only_at_100_percent() -> None:
    levels = [inks.heat_level(k / 1000) for k in range(1001)]
    assert levels == sorted(levels, reverse=True)
    assert inks.heat_level(1) == 0
    assert inks.heat_level(math.nextafter(1, 0)) == 1
    assert inks.heat_level(0) == len(inks.HEAT) - 1
    for ramp, falling in ((inks.HEAT, True), (inks._HEAT_DARK, False)):
        shades = [_luminance(colour) for colour in ramp]
        assert shades == sorted(shades, reverse=falling)
