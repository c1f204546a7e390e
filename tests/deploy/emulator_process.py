"""ministack as a process of its own, run by `emulator.running`, with the names of errors put right.

Step Functions decides by these names. ministack calls whatever a Python handler raises
`Runtime.HandlerError`, and a throttled invocation, whose answer lacks a name, `Lambda.Unknown`.
"""

import re
from collections.abc import Callable
from typing import Any

from ministack.app import main
from ministack.services import lambda_svc

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


if __name__ == "__main__":
    lambda_svc._execute_function_warm = with_class_name(lambda_svc._execute_function_warm)
    lambda_svc._throttle_response = with_name_of_throttle(lambda_svc._throttle_response)
    main()
