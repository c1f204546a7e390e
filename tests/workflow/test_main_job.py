"""Connect, synchronise, see the revenue - through the HTTP API, the real ASL and the tables."""

from local.api_client import ApiClient
from local.connection import sync
from local.demo import expected
from local.running import Running
from local.simulator import a_day_of_business


def test_full_sync_and_sync_report_what_the_simulator_sums_up(
    running: Running, api: ApiClient, system_id: str
) -> None:
    installation = running.simulator.installation
    sync(api, system_id, "full")
    assert revenue(api) == expected(installation)
    a_day_of_business(installation, seed=1)
    record = sync(api, system_id, "incremental")
    assert revenue(api) == expected(installation)
    assert record["proof"]["remote_total"] == record["proof"]["stored_total"] == len(installation)


def revenue(api: ApiClient) -> dict[str, dict[str, str]]:
    rows = api.get("/revenue")["rows"]
    return {row["period"]: {name: row[name] for name in ("net", "tax", "gross")} for row in rows}
