"""The prices have a source, and what was counted costs no more than was promised."""

from datetime import date

import pytest

from benchmarks import cost_table, prices
from benchmarks.cost_table import MEASURED, SECTION, SYNCS

COUNTED = SECTION.measured()
MILLION = COUNTED["1000000"]


@pytest.mark.parametrize("name", sorted(set(prices.prices()) - {"region", "date"}))
def test_each_price_has_its_source(name: str) -> None:
    kept = prices.prices()[name]
    assert kept["price"] > 0
    assert kept["source"].startswith("https://aws.amazon.com/")
    assert kept["checked"]


def test_prices_have_a_region_and_a_date() -> None:
    assert prices.prices()["region"] == "us-east-1"
    assert date.fromisoformat(prices.prices()["date"])


def test_prices_of_a_fixed_address_are_the_documents() -> None:
    hours, price = prices.HOURS, prices.price
    address = hours * price("address_hour")
    instance = hours * price("nat_instance_hour") + 8 * price("disk_gb_month") + address
    gateway = hours * price("nat_gateway_hour") + address
    for dollars in (instance, gateway):
        assert f"| ${dollars:.2f}:" in SECTION.document.read_text()


@pytest.mark.parametrize(("name", "most"), [("full", 0.06), ("unchanged", 0.01)])
def test_full_sync_of_a_million_costs_less_than_was_promised(name: str, most: float) -> None:
    assert cost_table.sync(name, MILLION, "wall") < most


@pytest.mark.parametrize("clock", ["processor", "wall"])
def test_sync_of_a_day_costs_less_than_was_promised(clock: prices.Clock) -> None:
    small = COUNTED[str(MEASURED[0])]
    assert cost_table.sync("day", MILLION, clock) < 0.001
    assert cost_table.sync("day", MILLION, clock) < 3 * cost_table.sync("day", small, clock)


@pytest.mark.parametrize("name", SYNCS)
def test_no_sync_takes_more_than_two_hundred_megabytes(name: str) -> None:
    assert MILLION["used"][name]["memory"] < 200e6
