"""The project's template.yaml as plain CloudFormation that moto can create."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from moto.cloudformation.parsing import get_model_map
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).resolve().parents[2]

# What moto's CloudFormation cannot create. The reason says why the embedded stack does without.
LEFT_OUT = {
    "AWS::ApiGatewayV2::Api": "local.web.gateway is the HTTP API",
    "AWS::ApiGatewayV2::Authorizer": "local.web.authorizer checks what it would",
    "AWS::ApiGatewayV2::Integration": "local.web.gateway calls the function it names",
    "AWS::ApiGatewayV2::Route": "local.web.routes finds it",
    "AWS::ApiGatewayV2::Stage": "there is one stage, $default, and no throttling",
    "AWS::CloudWatch::Alarm": "nobody is on call for a laptop",
    "AWS::CloudWatch::Dashboard": "there are no metrics",
    "AWS::Cognito::UserPool": "local.web.oidc is the provider; OidcIssuer is always set",
    "AWS::Cognito::UserPoolClient": "as the user pool",
    "AWS::Cognito::UserPoolDomain": "as the user pool",
    "AWS::Cognito::UserPoolGroup": "as the user pool",
    "AWS::Cognito::UserPoolResourceServer": "as the user pool",
    "AWS::Cognito::UserPoolUser": "as the user pool",
    "AWS::Cognito::UserPoolUserToGroupAttachment": "as the user pool",
    "AWS::EC2::EIPAssociation": "requests go out from this machine; FixedAddress is none",
    "AWS::Lambda::EventInvokeConfig": "asynchronous invocations are not retried here",
    "AWS::SNS::Subscription": "sends the alarms, of which there are none",
    "AWS::SNS::TopicPolicy": "moto checks no permissions",
    "AWS::SQS::QueuePolicy": "moto checks no permissions",
}

HTTP_API = "AWS::ApiGatewayV2::"
# FixedAddress is none here; moto lists None for each resource whose condition does not hold.
NETWORK = "AWS::EC2::"

# Names without CloudFormation's random ending: data that outlives a process finds its table again.
NAMED = {
    "AWS::DynamoDB::Table": "TableName",
    "AWS::Lambda::Function": "FunctionName",
    "AWS::StepFunctions::StateMachine": "StateMachineName",
}

_BUILT_ELSEWHERE = {
    "AWS::Serverless::Function": "CodeUri",
    "AWS::Serverless::LayerVersion": "ContentUri",
    "AWS::Serverless::StateMachine": "DefinitionUri",
}


class UnknownResourceTypeError(Exception):
    """The template has a resource that neither moto can create nor `LEFT_OUT` explains away."""


@dataclass(frozen=True)
class Template:
    """`body` goes to moto. `folders` and `definitions` are what SAM would have uploaded.

    `folders`: logical id of a function → its folder, relative to the template.
    `definitions`: logical id of a state machine → its ASL with substitutions still to be made.
    """

    body: dict[str, Any]
    folders: dict[str, str]
    handlers: dict[str, str]
    definitions: dict[str, str]


@cache
def translate(path: Path, *, stack_name: str, region: str) -> Template:
    """Run SAM's translator over the template, then make the result fit moto.

    Nothing is packaged: a placeholder stands for code, layers and definitions. A process reads each
    template one time, however many stacks it starts.
    """
    source = yaml_parse(path.read_text())
    uris = {kind: _uris(source, kind) for kind in _BUILT_ELSEWHERE}
    handlers = {
        name: _function_property(source, name, "Handler")
        for name in uris["AWS::Serverless::Function"]
    }
    translator = Translator({}, Parser(), boto_session=_Session(region))
    body = translator.translate(source, {})
    translator.metrics.publish()  # to nowhere; it complains otherwise
    return Template(
        body=_for_moto(json.loads(json.dumps(body)), stack_name),
        folders=uris["AWS::Serverless::Function"],
        handlers=handlers,
        definitions={
            name: (path.parent / uri).read_text()
            for name, uri in uris["AWS::Serverless::StateMachine"].items()
        },
    )


class _Session:
    """SAM asks a boto3 session for the region and for nothing else."""

    def __init__(self, region: str) -> None:
        self.region_name = region


def _uris(source: dict[str, Any], kind: str) -> dict[str, str]:
    """Take the local paths of one kind of resource out of `source`, leaving placeholders."""
    paths = {}
    for name, resource in source["Resources"].items():
        if resource["Type"] == kind:
            properties = resource["Properties"]
            paths[name] = properties[_BUILT_ELSEWHERE[kind]]
            properties[_BUILT_ELSEWHERE[kind]] = f"s3://local/{name}"
    return paths


def _function_property(source: dict[str, Any], name: str, key: str) -> str:
    own = source["Resources"][name]["Properties"]
    return str(own.get(key) or source.get("Globals", {}).get("Function", {})[key])


def _for_moto(translated: Mapping[str, Any], stack_name: str) -> dict[str, Any]:
    body: dict[str, Any] = deepcopy(dict(translated))
    _check_types(body["Resources"])
    body.setdefault("Outputs", {})
    _resolve_as(body, "HttpApi", _of_the_http_api(body["Resources"]))
    for name, resource in list(body["Resources"].items()):
        kind, properties = resource["Type"], resource.get("Properties", {})
        if kind in NAMED:
            properties[NAMED[kind]] = f"{stack_name}-{name}"
        if kind == "AWS::StepFunctions::StateMachine":
            _resolve_as(body, f"{name}Substitutions", properties.pop("DefinitionSubstitutions", {}))
            _resolve_as(body, f"{name}Role", properties["RoleArn"])
            del properties["DefinitionS3Location"]
        if kind == "AWS::Lambda::Function":
            properties["Code"] = {"ZipFile": ""}
            properties.pop("Layers", None)
        if kind in LEFT_OUT or kind.startswith(NETWORK) or kind == "AWS::Lambda::LayerVersion":
            _leave_out(body, name)
    return body


def _of_the_http_api(resources: Mapping[str, Any]) -> dict[str, Any]:
    """Its routes and what they lead to; by logical id."""
    return {
        name: {key: resource[key] for key in ("Type", "Properties")}
        for name, resource in resources.items()
        if resource["Type"].startswith(HTTP_API)
    }


def _check_types(resources: Mapping[str, Any]) -> None:
    known = get_model_map().keys() | LEFT_OUT.keys()
    unknown = {f"{n} ({r['Type']})" for n, r in resources.items() if r["Type"] not in known}
    if unknown:
        raise UnknownResourceTypeError(
            f"moto cannot create {', '.join(sorted(unknown))}. If the embedded stack can do "
            f"without, add the type and the reason to LEFT_OUT in {__name__}."
        )


def _resolve_as(body: dict[str, Any], output: str, value: object) -> None:
    """Let moto resolve the functions in `value`: it becomes an output, as JSON."""
    body["Outputs"][f"Local{output}"] = {"Value": {"Fn::ToJsonString": value}}


def _leave_out(body: dict[str, Any], name: str) -> None:
    """A parameter takes the place of the resource: every Ref and Sub to it gives its own name."""
    del body["Resources"][name]
    body["Parameters"][name] = {"Type": "String", "Default": name}
