"""Each function may do what its role in the template allows, and nothing else.

moto checks no permissions, so a policy that lacks an action would be found out at AWS only. Here
every call to AWS that a handler makes is held against the statements of its own role.
"""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

import boto3
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from local.aws.calls import Call
from local.aws.functions import Functions

ACCOUNT = "123456789012"


@dataclass(frozen=True, order=True)
class Permission:
    """One action on one resource; a granted one may have a * in its resource."""

    action: str
    resource: str

    def covers(self, wanted: Permission) -> bool:
        return self.action == wanted.action and fnmatchcase(wanted.resource, self.resource)


class Permissions:
    """`granted` and `used`: by the function's logical id."""

    def __init__(self, functions: Functions) -> None:
        self._functions = functions
        iam = boto3.client("iam")
        self.granted = {
            name: frozenset(_of_role(iam, settings.role))
            for name, settings in functions.settings.items()
        }
        self.used: dict[str, set[Permission]] = {name: set() for name in functions.settings}

    def unused(self, function: str) -> list[Permission]:
        """What the role allows and the function has not done so far."""
        used = self.used[function]
        return sorted(
            one for one in self.granted[function] if not any(one.covers(done) for done in used)
        )

    def checked(self, call: Call, client: BaseClient, operation: str, parameters: Any) -> Any:
        """For `calls.intercepted`: what the role of the calling function does not allow fails as it
        does at AWS."""
        if function := self._functions.lifetimes.current:
            for wanted in _wanted(client, operation, parameters):
                self._check(function, wanted, operation)
        return call()

    def _check(self, function: str, wanted: Permission, operation: str) -> None:
        if not any(one.covers(wanted) for one in self.granted[function]):
            message = (
                f"{function} is not authorized to perform {wanted.action} on {wanted.resource}"
            )
            error = {"Error": {"Code": "AccessDeniedException", "Message": message}}
            raise ClientError(error, operation)  # type: ignore[arg-type]
        self.used[function].add(wanted)


def _of_role(iam: Any, role_arn: str) -> Iterator[Permission]:
    role = role_arn.rsplit("/", 1)[1]
    for name in iam.list_role_policies(RoleName=role)["PolicyNames"]:
        document: Any = iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
        if isinstance(document, str):  # moto keeps str() of what CloudFormation gave it.
            document = literal_eval(document)
        for statement in document["Statement"]:
            for action in _many(statement["Action"]):
                for resource in _many(statement["Resource"]):
                    yield Permission(action, resource)


def _many(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _wanted(
    client: BaseClient, operation: str, parameters: Mapping[str, Any]
) -> Iterable[Permission]:
    service = client.meta.service_model.endpoint_prefix
    region = client.meta.region_name
    place = f"arn:aws:{service}:{region}:{ACCOUNT}"
    match service:
        case "dynamodb" if operation == "TransactWriteItems":
            return [
                Permission(f"{service}:{kind}Item", f"{place}:table/{item['TableName']}")
                for each in parameters["TransactItems"]
                for kind, item in each.items()
            ]
        case "dynamodb":
            tables = parameters.get("RequestItems") or [parameters["TableName"]]
            index = f"/index/{parameters['IndexName']}" if "IndexName" in parameters else ""
            resources = [f"{place}:table/{name}{index}" for name in tables]
        case "secretsmanager":
            secret = parameters.get("SecretId") or parameters["Name"]
            resources = [secret if secret.startswith("arn:") else f"{place}:secret:{secret}"]
        case "states":
            resources = [parameters.get("executionArn") or parameters["stateMachineArn"]]
        case "events":
            buses = (entry.get("EventBusName", "default") for entry in parameters["Entries"])
            resources = [f"{place}:event-bus/{name}" for name in buses]
        case "sns":
            resources = [parameters["TopicArn"]]
        case _:
            resources = ["*"]
    return [Permission(f"{service}:{operation}", resource) for resource in resources]
