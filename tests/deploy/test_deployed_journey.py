"""What people do with a deployment, from one end to the other."""

from local.api_client import ApiClient
from local.connection import connect, sync
from local.demo import expected
from local.simulator import Simulator, a_day_of_business
from tests.deploy.deployment import wait_until
from tests.deploy.systems import revenue, running_sync, state


def test_everything_that_an_administrator_does(api: ApiClient, simulator: Simulator) -> None:
    system_id = connect(api, simulator.url)
    assert api.post(f"/systems/{system_id}/test")["invoices"] == 3000

    record = sync(api, system_id, "full")
    assert record["proof"]["remote_total"] == record["proof"]["stored_total"] == 3000
    assert revenue(api) == expected(simulator.installation)

    day = a_day_of_business(simulator.installation, seed=1)
    record = sync(api, system_id, "incremental")
    assert (record["added"], record["deleted"]) == (len(day.added), len(day.deleted))
    assert revenue(api) == expected(simulator.installation)

    with running_sync(api, simulator, system_id) as sync_id:
        api.post(f"/systems/{system_id}/syncs/{sync_id}/cancel")
    assert state(api, system_id, sync_id) == "cancelled"

    api.call("DELETE", f"/systems/{system_id}")
    wait_until(lambda: api.get("/systems")["systems"] == [])
    assert revenue(api) == {}
