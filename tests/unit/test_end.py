"""What the record of a failed sync says."""

import json

import pytest

from accounting.domain.errors import SourceError, SourceRejected, SourceUnavailable
from accounting.services.end import TRIED, failure_of


def caught(error: SourceError) -> dict[str, str]:
    """As Step Functions hands it over."""
    return {"Error": error.code, "Cause": json.dumps({"errorMessage": str(error)})}


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (SourceUnavailable("Down.", "Look."), f"Look. {TRIED}"),
        (SourceUnavailable("Down."), TRIED),
        (SourceRejected("No.", "Look."), "Look."),
    ],
)
def test_only_what_is_retried_says_so(error: SourceError, advice: str) -> None:
    assert failure_of(caught(error)).advice == advice
