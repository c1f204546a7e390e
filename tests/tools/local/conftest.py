from collections.abc import Iterator

import pytest

from local.aws.stack import Stack
from local.web.gateway import Gateway
from local.web.oidc import OidcProvider
from local.web.server import Server


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
    with Server(Gateway(deployed.api, deployed.functions)) as server:
        yield server
