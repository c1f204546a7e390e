"""ministack as a process of its own, run by `emulator.running`, with a few things put right.

Step Functions decides by the names of errors. ministack calls whatever a Python handler raises
`Runtime.HandlerError`, and a throttled invocation, whose answer lacks a name, `Lambda.Unknown`.

Its CloudFormation gives a table the same name in each stack of the same name, and takes back what
is protected against deletion, which DynamoDB and Cognito refuse. It creates no people of a user
pool, which its Cognito does.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from ministack.app import main
from ministack.services import cloudformation, cognito, dynamodb, lambda_svc
from ministack.services.cloudformation import provisioners

THROTTLED = "Lambda.TooManyRequestsException"
# The line below the frames of a traceback, and of it the class.
RAISED = re.compile(r"^ .*\n(?:[\w.]+\.)?(\w+)(?::|$)", re.MULTILINE)

type Result = dict[str, Any]
type Delete = Callable[[str, Any], None]


def with_class_name(execute: Callable[..., Result]) -> Callable[..., Result]:
    def executed(*args: Any) -> Result:
        result = execute(*args)
        raised = RAISED.findall(result.get("log", ""))
        if result.get("error") and raised:
            result["body"]["errorType"] = raised[-1]
        return result

    return executed


def with_name_of_throttle(respond: Callable[..., Result]) -> Callable[..., Result]:
    def responded(*args: Any, **kwargs: Any) -> Result:
        response = respond(*args, **kwargs)
        response["body"]["errorType"] = THROTTLED
        return response

    return responded


def of_its_stack(name: Callable[..., str]) -> Callable[..., str]:
    """Physical names that a stack shares with none that came before it."""

    def named(stack_name: str, logical_id: str, **options: Any) -> str:
        stack_id = cloudformation._stacks.get(stack_name, {}).get("StackId", "")
        seed = provisioners._NAME_SEED.get() + stack_id
        token = provisioners._NAME_SEED.set(seed)
        try:
            return name(stack_name, logical_id, **options)
        finally:
            provisioners._NAME_SEED.reset(token)

    return named


def unless_protected(delete: Delete, protected: Callable[[str], bool]) -> Delete:
    def deleted(physical_id: str, properties: Any) -> None:
        if protected(physical_id):
            raise ValueError(f"{physical_id} is protected against deletion.")
        delete(physical_id, properties)

    return deleted


def table_is_protected(name: str) -> bool:
    return bool(dynamodb._tables.get(name, {}).get("DeletionProtectionEnabled"))


def pool_is_protected(pool_id: str) -> bool:
    pool = cognito._user_pools.get(pool_id, {})
    return bool(pool.get("DeletionProtection") == "ACTIVE")


def create_user(_logical_id: str, properties: Result, _stack: str) -> tuple[str, Result]:
    """Its name is what Ref gives. The passwords that ministack makes up are too short for us."""
    given = {**properties, "TemporaryPassword": "As-if-sent-by-mail-1"}
    return answered(cognito._admin_create_user(given))["User"]["Username"], {}


def add_user_to_group(_logical_id: str, properties: Result, _stack: str) -> tuple[str, Result]:
    answered(cognito._admin_add_user_to_group(properties))
    return f"{properties['GroupName']}/{properties['Username']}", {}


def answered(response: tuple[int, Any, bytes | str]) -> Result:
    status, _, body = response
    if status != 200:
        raise ValueError(str(body))
    return dict(json.loads(body or "{}"))


def goes_with_the_pool(_physical_id: str, _properties: Any) -> None:
    """A person whose creation is taken back."""


PEOPLE = {
    "AWS::Cognito::UserPoolUser": {"create": create_user, "delete": goes_with_the_pool},
    "AWS::Cognito::UserPoolUserToGroupAttachment": {
        "create": add_user_to_group,
        "delete": goes_with_the_pool,
    },
}


if __name__ == "__main__":
    provisioners._RESOURCE_HANDLERS.update(PEOPLE)
    lambda_svc._execute_function_warm = with_class_name(lambda_svc._execute_function_warm)
    lambda_svc._throttle_response = with_name_of_throttle(lambda_svc._throttle_response)
    provisioners._physical_name = of_its_stack(provisioners._physical_name)
    for kind, protected in (
        ("AWS::DynamoDB::Table", table_is_protected),
        ("AWS::Cognito::UserPool", pool_is_protected),
    ):
        handlers = provisioners._RESOURCE_HANDLERS[kind]
        handlers["delete"] = unless_protected(handlers["delete"], protected)
    main()
