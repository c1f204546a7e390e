"""EventBridge's rules, for targets that are functions of ours: moto knows other targets only.

At AWS the function is called by somebody else, later, and again when it fails; here whoever puts an
event waits for it, so that a test that has put one can look.
"""

from __future__ import annotations

import copy
import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from local.aws.functions import Functions

logger = logging.getLogger(__name__)

type Send = Callable[..., None]


def sending(functions: Functions, send: Send) -> Send:
    """In place of moto's `send`, which gets what is left of a rule without these targets."""
    arns = {one.arn for one in functions.settings.values()}

    def sent(rule: Any, event: dict[str, Any], transform_input: bool = True) -> None:
        others = copy.copy(rule)
        others.targets = [target for target in rule.targets if target["Arn"] not in arns]
        send(others, event, transform_input)
        # One with a schedule has no pattern, which moto takes for one that fits everything.
        listens = rule.state == "ENABLED" and not rule.scheduled_expression
        if not listens or not rule.event_pattern.matches_event(event):
            return
        for target in rule.targets:
            if target["Arn"] in arns:
                _call(functions, target["Arn"], event)

    return sent


def _call(functions: Functions, arn: str, event: dict[str, Any]) -> None:
    at = datetime.fromtimestamp(float(event["time"]), UTC)
    told = event | {"time": f"{at:%Y-%m-%dT%H:%M:%SZ}"}
    result = functions.invoke(arn, json.dumps(told).encode())
    if result.error:
        logger.warning("%s failed: %s", arn, result.payload.decode())
