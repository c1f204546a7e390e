"""ministack as a process of its own, run by `emulator.running`, with what it lacks.

Step Functions decides by the names of errors. ministack calls whatever a Python handler raises
`Runtime.HandlerError`, and a throttled invocation, whose answer lacks a name, `Lambda.Unknown`.
And its CloudFormation creates no people of a user pool, though its Cognito does.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from ministack.app import main
from ministack.services import cognito, lambda_svc
from ministack.services.cloudformation import provisioners

THROTTLED = "Lambda.TooManyRequestsException"
# The line below the frames of a traceback, and of it the class.
RAISED = re.compile(r"^ .*\n(?:[\w.]+\.)?(\w+)(?::|$)", re.MULTILINE)

type Result = dict[str, Any]


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


def kept(*_: object) -> None:
    """What the template retains is never deleted."""


PEOPLE = {
    "AWS::Cognito::UserPoolUser": {"create": create_user, "delete": kept},
    "AWS::Cognito::UserPoolUserToGroupAttachment": {"create": add_user_to_group, "delete": kept},
}


if __name__ == "__main__":
    provisioners._RESOURCE_HANDLERS.update(PEOPLE)
    lambda_svc._execute_function_warm = with_class_name(lambda_svc._execute_function_warm)
    lambda_svc._throttle_response = with_name_of_throttle(lambda_svc._throttle_response)
    main()
