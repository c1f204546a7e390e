"""`python -m local.build`: `sam build`, and all of it compiled as a cold start would do it.

Lambda cannot keep what Python compiles: without the .pyc files it compiles layers and functions at
every cold start. They are valid whatever times the packed files bear.
"""

import compileall
import os
import subprocess
import sys
from pathlib import Path
from py_compile import PycInvalidationMode

ROOT = Path(__file__).parents[1]
SAM = Path(sys.executable).parent / "sam"
BUILT = ROOT / ".aws-sam" / "build"
DEFAULTS = {"AWS_DEFAULT_REGION": "eu-central-1", "SAM_CLI_TELEMETRY": "0"}
WHERE = {"*Layer": "/opt", "*Function": "/var/task"}  # Lambda puts them there.


def build(*options: str, into: Path = BUILT) -> None:
    """Raises CalledProcessError. `options`: of `sam build`."""
    command = [str(SAM), "build", "--build-dir", str(into), *options]
    subprocess.run(command, cwd=ROOT, env=DEFAULTS | os.environ, check=True)
    for folders, place in WHERE.items():
        for folder in into.glob(folders):
            compile_folder(folder, place)


def compile_folder(folder: Path, place: str) -> None:
    compileall.compile_dir(
        folder,
        quiet=1,
        stripdir=str(folder),
        prependdir=place,
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )


if __name__ == "__main__":
    build(*sys.argv[1:])
