"""The options of `up` for a provider of your own: each sets a parameter of the template."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from samtranslator.yaml_helper import yaml_parse

TEMPLATE = Path(__file__).parents[1] / "template.yaml"


class Option(NamedTuple):
    name: str
    parameter: str
    help: str

    def of(self, options: Namespace) -> str | None:
        """None where it is not given, and for commands that do not have it."""
        given: str | None = getattr(options, self.name.removeprefix("--").replace("-", "_"), None)
        return given


ISSUER = Option(
    "--issuer", "OidcIssuer", "your own provider, in place of the sign-in without passwords"
)
CLIENT_ID = Option("--client-id", "OidcAudience", "of the console at that provider")
OPTIONS = (
    ISSUER,
    CLIENT_ID,
    Option("--groups-claim", "GroupsClaim", "of its ID tokens, that lists groups (groups)"),
    Option("--admin-group", "AdminGroup", "there, who may do everything (admins)"),
    Option("--viewer-group", "ViewerGroup", "there, who may read everything (viewers)"),
    Option("--scope", "Scope", "that the console asks for (openid email profile)"),
    Option("--connect-origins", "ConnectOrigins", "besides the issuer's, for tokens and keys"),
)


def add_to(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("your own provider")
    for option in OPTIONS:
        group.add_argument(option.name, help=option.help)


def parameters(options: Namespace) -> dict[str, str]:
    """Of the template, with their values; none for the provider that comes along."""
    given = {option.parameter: option.of(options) for option in OPTIONS}
    return {parameter: value for parameter, value in given.items() if value is not None}


def problem(options: Namespace) -> str | None:
    """What cannot be had, and what to do about it."""
    given = {option: value for option in OPTIONS if (value := option.of(options)) is not None}
    for option, value in given.items():
        if not value:
            return f"{option.name} is empty: leave it out, or say what it is."
        if ISSUER not in given:
            return f"{option.name} needs --issuer, the URL of a provider of your own."
        if CLIENT_ID not in given:
            return "--issuer needs --client-id, the id of the console at that provider."
    return _unlike_the_template(given)


def _unlike_the_template(given: Mapping[Option, str]) -> str | None:
    """What CloudFormation would refuse."""
    parameters = yaml_parse(TEMPLATE.read_text())["Parameters"] if given else {}
    for option, value in given.items():
        pattern = parameters[option.parameter].get("AllowedPattern", ".*")
        if not re.fullmatch(pattern, value):
            return f"{option.name} {value!r} is refused: it has to look like {pattern}"
    return None
