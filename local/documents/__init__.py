"""`python -m local documents`: openapi.json, docs/api.md and docs/events.md, from the code."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from local.aws.template import ROOT
from local.documents import events
from local.documents import page as api_page
from local.documents.openapi import document


def run(options: Namespace) -> int:  # noqa: ARG001
    """The process's exit code."""
    for file, text in documents().items():
        file.write_text(text)
        print(file.relative_to(ROOT))
    return 0


def documents() -> dict[Path, str]:
    """Each generated file and what has to be in it."""
    described = document()
    return {
        ROOT / "functions" / "console" / "openapi.json": json.dumps(
            described, indent=2, ensure_ascii=False
        )
        + "\n",
        ROOT / "docs" / "api.md": api_page.page(described),
        ROOT / "docs" / "events.md": events.page(),
    }
