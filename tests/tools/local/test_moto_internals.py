"""moto is the one whose inside was read; whoever upgrades it learns here what to look at."""

import ast
import tomllib
from importlib.metadata import version

import pytest

from local.aws import moto_internals
from local.aws.moto_internals import Internal
from local.aws.template import ROOT


@pytest.mark.parametrize("internal", moto_internals.ALL, ids=str)
def test_what_is_replaced_is_what_was_read(internal: Internal) -> None:
    assert internal.source_now == internal.source, (
        f"moto {version('moto')} changed what {internal} was replaced in view of, because "
        f"{internal.why}. Compare its source with that of the version before, see whether the "
        f"replacement in local/aws is still needed and still right, then write down the new hash "
        f"{internal.source_now} in local/aws/moto_internals.py."
    )


def test_version_is_pinned() -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
    (moto,) = [line for line in groups["dev"] if line.startswith("moto[")]
    assert moto.endswith(f"]=={version('moto')}"), moto


def test_nothing_else_of_moto_is_replaced() -> None:
    """Whatever is patched in local/ is in the table, or a call of boto3."""
    patching = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "local").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module == "unittest.mock"
    }
    assert patching == {"local/aws/calls.py", "local/aws/moto_internals.py"}
