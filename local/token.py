"""`python -m local token`: a bearer token for the system that `up` runs."""

from __future__ import annotations

import sys
from argparse import Namespace

import requests

from local import note
from local.web.sign_in import id_token


def run(options: Namespace) -> int:
    """The process's exit code."""
    try:
        up = note.read(options.port)
        if provider := up.get("own_provider"):
            print(f"Tokens for this system come from {provider}.", file=sys.stderr)
            return 1
        print(id_token(up["issuer"], up["client"], options.user))
    except (FileNotFoundError, requests.ConnectionError):
        print(
            f"Nothing runs on port {options.port}. "
            f"Start it with: .venv/bin/python -m local up --port {options.port}",
            file=sys.stderr,
        )
        return 1
    return 0
