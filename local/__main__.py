"""The system on this machine: `up` keeps it running, `demo` shows it, `token` signs in to it.

`documents` writes what is generated from its code. `copy-systems` alone works at AWS.
"""

from __future__ import annotations

import gc
import shutil
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from importlib import import_module
from pathlib import Path

from local import own_provider
from local.note import PORT

_INTERRUPTED = 130


def main() -> int:
    parser = _parser()
    options = parser.parse_args()
    if problem := _impossible(options):
        parser.error(problem)
    # Imported only now: moto takes a second or two, which `--help` and `token` need not wait for.
    try:
        command = import_module(f"local.{options.command.replace('-', '_')}")
        gc.freeze()  # What moto consists of stays: looking through it again and again takes long.
        code: int = command.run(options)
    except KeyboardInterrupt:
        return _INTERRUPTED
    return code


def _impossible(options: Namespace) -> str | None:
    """What cannot be had, or not together, and what to do about it."""
    asked = vars(options)
    port, data = asked.get("port"), asked.get("data")
    if port and port == asked.get("whmcs_port"):
        return f"--port and --whmcs-port are both {port}: they need one each."
    if data and options.dynamodb != "local":
        return "--data keeps what DynamoDB Local holds, moto forgets: add --dynamodb local."
    if data and data.exists() and not data.is_dir():
        return f"--data names a folder, and {data} is a file."
    if wrong := own_provider.problem(options):
        return wrong
    if asked.get("dynamodb") == "local":
        missing = [name for name in ("java", "npm") if shutil.which(name) is None]
        if missing:
            return f"DynamoDB Local needs Java 17 and npm: {', '.join(missing)} not found."
    return None


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m local", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    up = commands.add_parser("up", help="run the system until Ctrl-C")
    _port(up)
    up.add_argument("--no-demo", dest="demo", action="store_false", help="connect no system")
    up.add_argument(
        "--fiscal-year-start",
        type=int,
        choices=range(1, 13),
        default=1,
        metavar="MONTH",
        help="the month (1 to 12) that years and quarters of reports begin with (1)",
    )
    demo = commands.add_parser("demo", help="connect a system, synchronise it, show the revenue")
    _surroundings(up, whmcs_port=8899)
    own_provider.add_to(up)
    _surroundings(demo, whmcs_port=0)
    token = commands.add_parser("token", help="print a bearer token for the running system")
    _port(token)
    token.add_argument("--user", choices=["admin", "viewer"], default="admin")
    commands.add_parser("documents", help="write openapi.json, docs/api.md and docs/events.md")
    _copy_systems(commands.add_parser("copy-systems", help="copy other tables' systems to a stack"))
    return parser


def _copy_systems(parser: ArgumentParser) -> None:
    parser.add_argument("--to", required=True, metavar="STACK", help="that gets the systems")
    parser.add_argument(
        "--tables",
        nargs=4,
        required=True,
        metavar="TABLE",
        help="that hold them; SystemsTable, InvoicesTable, RevenueTable and SyncsTable are parts "
        "of the names",
    )
    parser.add_argument("--system", metavar="ID", help="one of them (all)")
    parser.add_argument("--from-profile", metavar="PROFILE", help="the tables' own AWS profile")
    parser.add_argument("--from-region", metavar="REGION", help="the tables' own region")


def _port_number(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise ArgumentTypeError(f"{text!r} is no port: 0 to 65535, 0 takes a free one.")
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal():
        raise ArgumentTypeError(f"{text!r} is no number of invoices: 0 or more.")
    return int(text)


def _port(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=_port_number, default=PORT, help=f"of the API and the console ({PORT})"
    )


def _surroundings(parser: ArgumentParser, *, whmcs_port: int) -> None:
    parser.add_argument(
        "--whmcs-port",
        type=_port_number,
        default=whmcs_port,
        help=f"of the simulator ({whmcs_port or 'any free one'})",
    )
    parser.add_argument("--invoices", type=_count, default=3000, help="that it holds (3000)")
    parser.add_argument(
        "--dynamodb",
        choices=["moto", "local"],
        default="moto",
        help="where tables live: moto forgets; DynamoDB Local (needs Java and npm) takes many "
        "invoices and can keep them",
    )
    parser.add_argument("--data", type=Path, help="folder that keeps the data of DynamoDB Local")


if __name__ == "__main__":
    sys.exit(main())
