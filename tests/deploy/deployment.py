"""The built template, deployed by `sam deploy` itself, and the people who may use it."""

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from local.build import ROOT, SAM
from tests.deploy.emulator import Emulator

STACK = "revenue-sync"


@dataclass(frozen=True)
class Deployment:
    emulator: Emulator

    @cached_property
    def outputs(self) -> dict[str, str]:
        described = self.emulator.client("cloudformation").describe_stacks(StackName=STACK)
        return {one["OutputKey"]: one["OutputValue"] for one in described["Stacks"][0]["Outputs"]}

    @property
    def address(self) -> str:
        """Of the API and the console at AWS, without a slash at the end."""
        return self.outputs["ApiUrl"].rstrip("/")

    @property
    def url(self) -> str:
        """The same at the emulator. It answers by the name of the host too, but at a name below
        localhost, which not every machine resolves."""
        api_id = str(urlsplit(self.address).hostname).split(".")[0]
        return f"{self.emulator.url}/_aws/execute-api/{api_id}/$default"

    def resource(self, logical_id: str) -> str:
        """Its physical id."""
        found = self.emulator.client("cloudformation").describe_stack_resource(
            StackName=STACK, LogicalResourceId=logical_id
        )
        return str(found["StackResourceDetail"]["PhysicalResourceId"])

    def create_user(self, email: str, group: str, password: str) -> None:
        """By hand, with a password to change at the first sign-in."""
        client = self.emulator.client("cognito-idp")
        pool = self.outputs["UserPoolId"]
        client.admin_create_user(
            UserPoolId=pool,
            Username=email,
            TemporaryPassword=password,
            MessageAction="SUPPRESS",
            UserAttributes=[
                {"Name": "email", "Value": email},
                {"Name": "email_verified", "Value": "true"},
            ],
        )
        client.admin_add_user_to_group(UserPoolId=pool, Username=email, GroupName=group)

    def keep_password(self, email: str, password: str) -> None:
        """As if it had been changed."""
        self.emulator.client("cognito-idp").admin_set_user_password(
            UserPoolId=self.outputs["UserPoolId"],
            Username=email,
            Password=password,
            Permanent=True,
        )


def sam_deploy(
    emulator: Emulator, built: Path, *parameters: str, template: str = "template.yaml"
) -> subprocess.CompletedProcess[str]:
    """As the README says, but for the question. `template`: a file of `built`."""
    options = ["--template", str(built / template), "--no-confirm-changeset"]
    given = ["--parameter-overrides", *parameters] if parameters else []
    return _sam(emulator, "deploy", *options, *given)


def sam_delete(emulator: Emulator) -> subprocess.CompletedProcess[str]:
    """As docs/lifecycle.md says, but for the questions."""
    return _sam(emulator, "delete", "--no-prompts")


def _sam(emulator: Emulator, command: str, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(SAM), command, "--config-file", str(ROOT / "samconfig.toml"), *options],
        cwd=ROOT,
        env=emulator.environment | {"SAM_CLI_TELEMETRY": "0", "SAM_CLI_POLL_DELAY": "0.5"},
        capture_output=True,
        text=True,
        check=False,
    )


def wait_until(condition: Callable[[], Any], seconds: float = 60) -> Any:
    """What it gave when it was first true; TimeoutError when it never was."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        if time.monotonic() > end:
            raise TimeoutError(f"not within {seconds} s")
        time.sleep(0.1)
    return found
