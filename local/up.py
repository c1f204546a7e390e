"""`python -m local up`: the system, until Ctrl-C."""

from __future__ import annotations

import signal
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from rich.console import Console

from local import connection, logs, note, own_provider
from local.api_client import ApiClient, ApiError
from local.aws.dynamodb_local import DynamoDbLocalError
from local.aws.schedule import Schedule
from local.progress_bar import following
from local.running import PASSWORD, USERNAME, Running
from local.web.oidc import CLIENT_ID
from local.web.server import PortInUseError

LOG = note.FOLDER / "up.log"


def run(options: Namespace) -> int:
    """The process's exit code."""
    with logs.to_file(LOG) as terminal:
        try:
            with _interruptible():
                _serve(options, terminal)
        except KeyboardInterrupt:
            print("\nStopped.", file=terminal)
        except PortInUseError as error:
            option = "--whmcs-port" if error.port == options.whmcs_port else "--port"
            print(f"{error} Choose another one with {option}.", file=terminal)
            return 1
        except DynamoDbLocalError as error:
            print(error, file=terminal)
            return 1
    return 0


def _serve(options: Namespace, terminal: TextIO) -> None:
    print("Starting …", file=terminal)
    running = Running(
        port=options.port,
        whmcs_port=options.whmcs_port,
        invoices=options.invoices,
        waiting=1.0,
        dynamodb=options.dynamodb,
        data=options.data,
        parameters={
            **own_provider.parameters(options),
            "FiscalYearStart": str(options.fiscal_year_start),
        },
    )
    with running, note.left(running.port, _for_token(running, options)):
        if options.demo and not options.issuer:
            _connect_demo(running, terminal)
        print(_welcome(running, options), file=terminal)
        stack = running.stack
        schedule = Schedule(lambda: stack.fire_schedule("DailySyncFunction"), time.time())
        while True:  # A signal that another thread takes does not wake this one, which acts on it.
            time.sleep(0.2)
            schedule.look(time.time())


def _for_token(running: Running, options: Namespace) -> dict[str, str]:
    """Where `python -m local token` signs in: not at a provider that asks for passwords."""
    if options.issuer:
        return {"own_provider": options.issuer}
    return {"issuer": running.oidc.issuer, "client": CLIENT_ID}


def _connect_demo(running: Running, terminal: TextIO) -> None:
    api = ApiClient(running.url, running.token)
    try:
        system_id = connection.connect(api, running.simulator.url)
        with following("Full sync", Console(file=terminal)) as show:
            record = connection.sync(api, system_id, "full", show)
    except (ApiError, OSError) as error:
        print(f"The demo system is not connected. {error}", file=terminal)
        print(f"Details: {_relative(LOG)}", file=terminal)
    else:
        seen = record.get("invoices_seen")
        print(f"The demo system is connected, {seen} invoices are synchronised.", file=terminal)
    finally:
        api.close()


def _welcome(running: Running, options: Namespace) -> str:
    return f"""
  Console   {running.url}/
            {_own_sign_in(running, options) if options.issuer else _sign_in(running)}
  API       {running.url}/openapi.json
  WHMCS     {running.simulator.url}  (simulator: username {USERNAME}, password {PASSWORD})
  Logs      {_relative(LOG)}

  Ctrl-C stops it.
"""


def _sign_in(running: Running) -> str:
    token = "make -s token" + (f" PORT={running.port}" if running.port != note.PORT else "")
    return f"""Sign in as admin (may do everything) or viewer (may read); no password.
  Token     {token}
            curl -H "Authorization: Bearer $({token})" {running.url}/systems"""


def _own_sign_in(running: Running, options: Namespace) -> str:
    admins = running.stack.environment("ConsoleFunction")["ADMIN_GROUP"]
    return f"""Sign in at {options.issuer} with a person of the group {admins}.
            The provider must know {running.url}/ as a redirect URI.
            No system is connected yet: that needs a token of yours."""


@contextmanager
def _interruptible() -> Iterator[None]:
    """The first Ctrl-C or SIGTERM ends the system; more of them do not disturb its ending."""

    def interrupt(*_: object) -> None:
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, signal.SIG_IGN)
        raise KeyboardInterrupt

    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, interrupt)
    yield


def _relative(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
