"""Whether figures of the CSV file are to be trusted stands beside each of them."""

import csv
import io
from copy import replace
from datetime import timedelta

from accounting.api.revenue_csv import revenue_csv
from accounting.domain.revenue import Report, Row
from accounting.domain.revenue_query import Query
from accounting.domain.systems import LastSuccess, System
from accounting.domain.totals import Totals
from tests.fakes.systems import CREATED, a_system

LATER = CREATED + timedelta(days=1)
SOUND = replace(a_system(system_id="sound"), last_success=LastSuccess("s", LATER, LATER))
OLDER = replace(a_system(system_id="older"), last_success=LastSuccess("s", LATER, CREATED))
NEW = a_system(system_id="new")


def trust(*systems: System) -> dict[str, tuple[str, str]]:
    row = Row("2026-01", {system.system_id: Totals(1) for system in systems})
    text = revenue_csv(Report([row], row), Query(), systems, "EUR", totals=True)
    return {
        line["system_id"]: (line["complete"], line["verified_since"])
        for line in csv.DictReader(io.StringIO(text, newline=""))
    }


def test_each_line_says_since_when_it_was_right() -> None:
    found = trust(SOUND, OLDER)
    assert found["sound"] == ("yes", "2026-02-01T08:00:00.000Z")
    assert found["older"] == ("yes", "2026-01-31T08:00:00.000Z")


def test_line_over_all_systems_is_as_old_as_the_oldest() -> None:
    assert trust(SOUND, OLDER)[""] == ("yes", "2026-01-31T08:00:00.000Z")


def test_what_was_never_complete_has_no_age_and_nor_has_the_whole() -> None:
    found = trust(SOUND, NEW)
    assert found["new"] == found[""] == ("no", "")
