"""Tables and plots of the documents are those of what was measured."""

import pytest

from benchmarks import (
    console_table,
    cost_table,
    growth_table,
    hot_path_table,
    startup_table,
    throughput_table,
)
from benchmarks.document import IMAGES, Section

SECTIONS = {
    module.__name__.removeprefix("benchmarks."): module.SECTION
    for module in (
        console_table,
        cost_table,
        growth_table,
        hot_path_table,
        startup_table,
        throughput_table,
    )
}


@pytest.mark.parametrize("name", SECTIONS)
def test_document_says_what_was_measured(name: str) -> None:
    """Where it does not: `.venv/bin/python -m benchmarks.NAME`."""
    section = SECTIONS[name]
    measured, document = section.measured(), section.document.read_text()
    assert section.written(measured) == document
    assert section.text(measured) in document


@pytest.mark.parametrize("name", ["growth_table", "hot_path_table", "throughput_table"])
def test_plots_are_made_of_it_and_shown(name: str) -> None:
    section: Section = SECTIONS[name]
    plots = section.plots(section.measured())
    assert plots
    for file, plot in plots.items():
        assert plot == (IMAGES / file).read_bytes()
        assert f"(images/{file})" in section.document.read_text()
