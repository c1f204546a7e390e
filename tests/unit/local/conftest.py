from collections.abc import Iterator

import pytest

from local.gateway import Gateway
from local.oidc import OidcProvider
from local.server import Server
from local.stack import Stack


@pytest.fixture(scope="module")
def oidc() -> Iterator[OidcProvider]:
    with OidcProvider() as provider:
        yield provider


@pytest.fixture(scope="module")
def deployed(oidc: OidcProvider) -> Iterator[Stack]:
    with Stack(parameters={"OidcIssuer": oidc.issuer}) as stack:
        yield stack


@pytest.fixture
def stack(deployed: Stack) -> Iterator[Stack]:
    yield deployed
    deployed.reset()


@pytest.fixture(scope="module")
def gateway(deployed: Stack) -> Iterator[Server]:
    assert deployed.api is not None
    with Server(Gateway(deployed.api, deployed.functions)) as server:
        yield server
