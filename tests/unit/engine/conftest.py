from collections.abc import Iterator

import pytest

from local.simulator import Installation, Simulator


@pytest.fixture
def simulator_url() -> Iterator[str]:
    installation = Installation()
    for number in range(40_000):
        installation.add(firstname="Aurelia", lastname="Achterberg", notes=f"Note {number} " * 5)
    with Simulator(installation) as simulator:
        yield simulator.url
