"""What a built function finds at AWS: its own folder, the two layers, and what the runtime brings.

Python started with `-S` and these paths can import nothing else of the development environment.
"""

from importlib.util import find_spec
from pathlib import Path

LAYERS = ("DependenciesLayer", "AccountingLayer")
RUNTIME_BRINGS = (
    "awslambdaric",
    "runtime_client",
    "snapshot_restore_py",
    "simplejson",
    "boto3",
    "botocore",
    "s3transfer",
    "dateutil",
    "six",
)


def runtime_folder(folder: Path) -> Path:
    """Links to the packages that AWS's python3.13 image holds."""
    folder.mkdir()
    for name in RUNTIME_BRINGS:
        spec = find_spec(name)
        assert spec, name
        origin = Path(str(spec.origin))
        source = origin.parent if origin.name == "__init__.py" else origin
        (folder / source.name).symlink_to(source)
    return folder


def paths(build: Path, code: Path, runtime: Path) -> list[Path]:
    """Where Python looks, in this order. `code`: the function's folder."""
    return [code, *(build / layer / "python" for layer in LAYERS), runtime]
