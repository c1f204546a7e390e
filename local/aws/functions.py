"""Lambda in process: imports `functions/<name>/app.py` and calls its handler.

Its time-out is the template's. Its memory is not: one process holds all handlers, moto and what is
stored. The built functions are held to theirs by `tests/package`.
"""

from __future__ import annotations

import importlib
import logging
import os
import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from awslambdaric.lambda_runtime_exception import FaultException  # type: ignore[import-untyped]
from awslambdaric.lambda_runtime_marshaller import (  # type: ignore[import-untyped]
    LambdaMarshaller,
)

from local.aws.deaths import EXITED, TIMED_OUT, Death, Deaths, Killed
from local.aws.lambda_context import LambdaContext
from local.aws.lifetimes import Lifetimes

logger = logging.getLogger(__name__)

type Handler = Callable[[Any, Any], Any]

MAXIMUM_RESPONSE_BYTES = 6 * 1024 * 1024


@dataclass(frozen=True)
class FunctionSettings:
    """`module` is the dotted name of the file that `Handler` points into."""

    logical_id: str
    name: str
    arn: str
    role: str
    module: str
    attribute: str
    timeout_seconds: int
    memory_mb: int
    environment: Mapping[str, str]


@dataclass(frozen=True)
class Invocation:
    """`error` is the header X-Amz-Function-Error, None when the handler returned."""

    payload: bytes
    error: str | None = None


class Functions:
    """All functions of the stack, found by logical id, name or ARN.

    `before_invoke(logical_id, event)` runs before each handler, in its thread; what it raises is
    taken as raised by the handler.
    """

    def __init__(self, settings: list[FunctionSettings]) -> None:
        self.settings = {one.logical_id: one for one in settings}
        self.lifetimes = Lifetimes()
        self.before_invoke: Callable[[str, Any], None] | None = None
        self._replaced: dict[str, Handler] = {}
        self._limits: dict[str, float] = {}
        self._importing = threading.Lock()
        self._marshaller = LambdaMarshaller()

    def replace(self, logical_id: str, handler: Handler) -> None:
        """Call `handler` instead of the function's own; `restore` ends it."""
        self._replaced[self.settings[logical_id].logical_id] = handler

    def limit(self, logical_id: str, seconds: float) -> None:
        """A time-out shorter than the template's; `restore` ends it."""
        self._limits[self.settings[logical_id].logical_id] = seconds

    def restore(self) -> None:
        """End what tests set up: replaced handlers, limits, planned deaths, `before_invoke`."""
        self._replaced.clear()
        self._limits.clear()
        self.deaths.clear()
        self.before_invoke = None

    @property
    def deaths(self) -> Deaths:
        return self.lifetimes.deaths

    def kill_next(
        self,
        logical_id: str,
        error_type: str = EXITED,
        *,
        at: str | None = None,
        nth: int = 1,
        after: bool = False,
    ) -> None:
        """The next invocation dies: at once, or before (`after`: right after) its `nth` call of the
        AWS operation `at`, spelled as in boto3's API reference ("BatchWriteItem")."""
        function = self.settings[logical_id].logical_id
        self.deaths.plan(Death(function, error_type, at, nth, after))

    def find(self, name: str) -> FunctionSettings:
        """Raises KeyError."""
        for one in self.settings.values():
            if name in (one.logical_id, one.name, one.arn):
                return one
        raise KeyError(name)

    def invoke(self, name: str, payload: bytes) -> Invocation:
        """What Lambda's Invoke answers: event and result make the round trip through JSON."""
        function = self.find(name)
        seconds = self._limits.get(function.logical_id, function.timeout_seconds)
        context = LambdaContext(
            function_name=function.name,
            memory_limit_in_mb=function.memory_mb,
            invoked_function_arn=function.arn,
            timeout_seconds=seconds,
        )
        try:
            return self.lifetimes.run(
                function.logical_id, lambda: self._run(function, payload, context), seconds
            )
        except Killed as death:
            words = _last_words(death, context)
            logger.warning("%s: %s", function.logical_id, words)
            return self._failed(death.error_type, words)

    def _run(
        self, function: FunctionSettings, payload: bytes, context: LambdaContext
    ) -> Invocation:
        request = context.aws_request_id
        try:
            event = self._marshaller.unmarshal_request(payload)
            self.lifetimes.started()
            if self.before_invoke:
                self.before_invoke(function.logical_id, event)
            result = self._handler(function)(event, context)
            body, _ = self._marshaller.marshal_response(result)
            encoded = body.encode() if isinstance(body, str) else body
            if len(encoded) > MAXIMUM_RESPONSE_BYTES:
                return self._failed(
                    "Function.ResponseSizeTooLarge",
                    "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
                )
            return Invocation(encoded)
        except FaultException as fault:
            return self._failed(fault.exception_type, fault.msg, requestId=request)
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)[1:]
            return self._failed(
                type(error).__name__,
                str(error),
                requestId=request,
                stackTrace=traceback.format_list(frames),
            )
        except Killed as death:
            return self._failed(death.error_type, _last_words(death, context))
        except BaseException as end:
            return self._failed("Runtime.ExitError", _last_words(end, context))

    def _failed(self, error_type: str, message: str, **more: object) -> Invocation:
        body, _ = self._marshaller.marshal_response(
            {"errorMessage": message, "errorType": error_type, **more}
        )
        return Invocation(body.encode(), error="Unhandled")

    def _handler(self, function: FunctionSettings) -> Handler:
        if function.logical_id in self._replaced:
            return self._replaced[function.logical_id]
        with self._importing:
            # The one variable whose value differs between functions; Powertools reads it when a
            # module creates its Logger, that is while importing.
            service = function.environment.get("POWERTOOLS_SERVICE_NAME", function.logical_id)
            os.environ["POWERTOOLS_SERVICE_NAME"] = service
            module = importlib.import_module(function.module)
        handler: Handler = getattr(module, function.attribute)
        return handler


def _last_words(end: BaseException, context: LambdaContext) -> str:
    """The message Lambda writes when the process is gone and cannot say anything itself."""
    if isinstance(end, Killed) and end.error_type == TIMED_OUT:
        return (
            f"RequestId: {context.aws_request_id} Error: "
            f"Task timed out after {context.timeout_seconds:.2f} seconds"
        )
    return f"RequestId: {context.aws_request_id} Error: Runtime exited with error: exit status 1"
