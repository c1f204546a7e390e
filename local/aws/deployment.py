"""Creates the translated template in moto."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import boto3

from local.aws.functions import FunctionSettings
from local.aws.template import Template

if TYPE_CHECKING:
    from mypy_boto3_lambda.type_defs import FunctionConfigurationResponseTypeDef


@dataclass(frozen=True)
class Deployment:
    """`resources`: logical id → ARN of a function or state machine, physical id of anything else.

    `api`: the resources of the HTTP API by logical id, resolved; one names another by its id.
    """

    outputs: dict[str, str]
    resources: dict[str, str]
    functions: list[FunctionSettings]
    api: dict[str, Any]


def deploy(template: Template, parameters: Mapping[str, str], *, stack_name: str) -> Deployment:
    """Create the stack, then its state machines once more where moto executes them."""
    cloudformation = boto3.client("cloudformation")
    cloudformation.create_stack(
        StackName=stack_name,
        TemplateBody=json.dumps(template.body),
        Parameters=[
            {"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()
        ],
    )
    stack = cloudformation.describe_stacks(StackName=stack_name)["Stacks"][0]
    outputs = {one["OutputKey"]: one["OutputValue"] for one in stack.get("Outputs", [])}
    resolved = {name: json.loads(outputs.pop(name)) for name in list(outputs) if _internal(name)}
    resources = {
        one["LogicalResourceId"]: one["PhysicalResourceId"]
        for one in cloudformation.describe_stack_resources(StackName=stack_name)["StackResources"]
        if one.get("PhysicalResourceId")
    }
    aws_lambda = boto3.client("lambda")
    functions = [
        _settings(
            template, name, aws_lambda.get_function_configuration(FunctionName=resources[name])
        )
        for name in template.folders
    ]
    resources |= {one.logical_id: one.arn for one in functions}
    for name, definition in template.definitions.items():
        _create_state_machine(name, definition, resources[name], resolved)
    return Deployment(outputs, resources, functions, resolved["LocalHttpApi"])


def _internal(output: str) -> bool:
    return re.fullmatch(r"Local(HttpApi|\w+(Substitutions|Role))", output) is not None


def _settings(
    template: Template, logical_id: str, deployed: FunctionConfigurationResponseTypeDef
) -> FunctionSettings:
    file, attribute = template.handlers[logical_id].rsplit(".", 1)
    folder = template.folders[logical_id].strip("./")
    return FunctionSettings(
        logical_id=logical_id,
        name=deployed["FunctionName"],
        arn=deployed["FunctionArn"],
        role=deployed["Role"],
        module=f"{folder.replace('/', '.')}.{file.replace('/', '.')}",
        attribute=attribute,
        timeout_seconds=deployed["Timeout"],
        memory_mb=deployed["MemorySize"],
        environment=deployed.get("Environment", {}).get("Variables", {}),
    )


def _create_state_machine(
    logical_id: str, definition: str, arn: str, resolved: Mapping[str, Any]
) -> None:
    """What moto's CloudFormation creates is not in the backend that executes."""
    substitutions = resolved[f"Local{logical_id}Substitutions"]
    created = boto3.client("stepfunctions").create_state_machine(
        name=arn.rsplit(":", 1)[1],
        definition=substitute(definition, substitutions),
        roleArn=resolved[f"Local{logical_id}Role"],
    )
    assert created["stateMachineArn"] == arn


def substitute(definition: str, substitutions: Mapping[str, object]) -> str:
    """Fill `${Name}` in an ASL file. KeyError for a name the template does not give."""
    return re.sub(r"\$\{(\w+)\}", lambda found: str(substitutions[found[1]]), definition)
