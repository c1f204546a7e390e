"""The commands in the documents, each with what can be known about it here.

Requests run as they are written, against a deployment; of everything else is checked that it would
be understood: targets of make, options, inputs.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from argparse import ArgumentError
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

import botocore.session
from botocore import xform_name
from botocore.exceptions import UnknownServiceError
from botocore.model import OperationModel, Shape

from local.__main__ import _parser
from tests.structure.project import ROOT

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
SHELLS = {"sh", "bash", "shell", "console", "zsh"}
NO_SHELL = {"json", "mermaid", "php", "text", "yaml", "python"}
FENCE = re.compile(r"^```(\S*)$")


class WrongCommand(Exception):
    """What is wrong with a command in the documents."""


@dataclass(frozen=True)
class Command:
    """As it is written, joined to one command where it goes over several lines."""

    place: str
    text: str

    @property
    def words(self) -> list[str]:
        return shlex.split(self.text.replace("\\\n", " "), comments=True)

    @property
    def program(self) -> str:
        """`.venv/bin/sam` is sam, as `make setup` installs it."""
        return Path(self.words[0]).name


def documented() -> list[Command]:
    return [command for document in DOCUMENTS for command in commands_of(document)]


def commands_of(document: Path) -> Iterator[Command]:
    """Raises WrongCommand for a block of which nobody knows whether it holds commands."""
    language, pending = None, ""
    for number, line in enumerate(document.read_text().splitlines(), start=1):
        place = f"{document.name}:{number}"
        fence = FENCE.match(line)
        if fence and language is not None:
            language = None
        elif fence:
            language = fence[1]
            if language not in SHELLS | NO_SHELL:
                raise WrongCommand(f"{place}: a block of {language or 'no language'}")
        elif language in SHELLS:
            pending += line + "\n"
            if _complete(pending):
                yield from [Command(place, pending)] if Command(place, pending).words else []
                pending = ""


def _complete(text: str) -> bool:
    if text.endswith("\\\n"):
        return False
    try:
        shlex.split(text, comments=True)
    except ValueError:  # A quotation goes on.
        return False
    return True


def check(command: Command) -> None:
    """Raises WrongCommand; also for a kind that nobody taught it. Not for requests: see `run`."""
    arguments = command.words[1:]
    match command.program:
        case "make":
            _check_make(arguments)
        case "python" | "python3":
            _check_python(arguments)
        case "aws":
            _check_aws(arguments)
        case "sam":
            _check_sam(arguments)
        case other:
            raise WrongCommand(f"{other} is a kind of command that is not checked yet")


def _check_make(arguments: Sequence[str]) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    if not arguments or not targets.issuperset(arguments):
        raise WrongCommand(f"make has no {' '.join(arguments)}")


def _check_python(arguments: Sequence[str]) -> None:
    if list(arguments[:2]) != ["-m", "local"]:
        raise WrongCommand("only `python -m local` is known")
    parser = _parser()
    try:
        parser.parse_args(arguments[2:])
    except (SystemExit, ArgumentError):
        raise WrongCommand(f"python -m local does not take {arguments[2:]}") from None


def _check_aws(arguments: Sequence[str]) -> None:
    service, operation, *_ = arguments
    parameters = _parameters(arguments)
    if (service, operation) == ("stepfunctions", "start-execution"):
        _check_execution(parameters["input"])


def call_aws(
    command: Command, client: Callable[[str], Any], variables: Mapping[str, str]
) -> Mapping[str, Any]:
    """Does what aws would do, by the client of a service."""
    arguments = [Template(word).substitute(variables) for word in command.words[1:]]
    service, operation, *_ = arguments
    method = getattr(client(service), operation.replace("-", "_"))
    answer: Mapping[str, Any] = method(**_parameters(arguments))
    return answer


def _parameters(arguments: Sequence[str]) -> dict[str, Any]:
    """As boto3 takes them. Raises WrongCommand."""
    service, operation, *rest = arguments
    members = _operation(service, operation).input_shape
    known: dict[str, tuple[str, Shape]] = {}
    for name, shape in members.members.items() if members else ():
        option = xform_name(name, "-")
        known[f"--{option}"] = name, shape
        if shape.type_name == "boolean":
            known[f"--no-{option}"] = name, shape
    options = _options(rest)
    if unknown := options.keys() - known.keys():
        raise WrongCommand(f"aws {service} {operation} has no {', '.join(sorted(unknown))}")
    given = {
        known[option][0]: _value(option, known[option][1], options[option]) for option in options
    }
    if missing := set(members.required_members if members else ()) - given.keys():
        raise WrongCommand(f"aws {service} {operation} needs {', '.join(sorted(missing))}")
    return given


def _value(option: str, shape: Shape, values: Sequence[str]) -> Any:
    """Lists of objects are written `Name=email,Value=ada@example.com`."""
    if shape.type_name == "boolean":
        return not option.startswith("--no-")
    if shape.type_name == "list":
        return [
            dict(pair.split("=", 1) for pair in value.split(",")) if "=" in value else value
            for value in values
        ]
    return " ".join(values)


def _options(arguments: Sequence[str]) -> dict[str, list[str]]:
    """Each with its values: none for a flag, several for a list."""
    options: dict[str, list[str]] = {}
    for argument in arguments:
        if argument.startswith("--"):
            latest = options[argument] = []
        elif options:
            latest.append(argument)
        else:
            raise WrongCommand(f"{argument} belongs to no option")
    return options


def _operation(service: str, operation: str) -> OperationModel:
    try:
        model = botocore.session.get_session().get_service_model(service)
    except UnknownServiceError:
        raise WrongCommand(f"aws has no {service}") from None
    for name in model.operation_names:
        if xform_name(name, "-") == operation:
            found: OperationModel = model.operation_model(name)
            return found
    raise WrongCommand(f"aws {service} has no {operation}")


def _check_execution(text: str) -> None:
    from accounting.domain.errors import InvalidInput  # noqa: PLC0415
    from accounting.services.execution_input import parse  # noqa: PLC0415

    try:
        parse({"sync_id": "by-hand", "input": json.loads(text)})
    except InvalidInput as error:
        raise WrongCommand(str(error)) from error


def _check_sam(arguments: Sequence[str]) -> None:
    """`--help` is looked at after all other options are known."""
    sam = Path(sys.executable).with_name("sam")
    done = subprocess.run([sam, *arguments, "--help"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise WrongCommand(done.stderr.strip())


def run(command: Command, environment: Mapping[str, str], folder: Path) -> str:
    """Runs it in a shell as it is written. A status from 400 on is WrongCommand too."""
    (folder / ".curlrc").write_text(
        'silent\nshow-error\nfail-with-body\nmax-time = 30\nnoproxy = "*"\n'
    )
    done = subprocess.run(
        ["sh", "-c", command.text],
        env={"PATH": os.environ["PATH"], "CURL_HOME": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise WrongCommand(f"{done.stderr.strip()}: {done.stdout}")
    return done.stdout
