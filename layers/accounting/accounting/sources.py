"""The kinds of accounting systems there are. A second kind is a line here and its package."""

from accounting.credentials import Credentials
from accounting.engine.ports import Source
from accounting.systems import System
from accounting.whmcs.client import Whmcs

KINDS = {"whmcs": Whmcs.of}


def connect(system: System, credentials: Credentials) -> Source:
    return KINDS[system.kind](system, credentials)
