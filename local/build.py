"""`python -m local.build`: `sam build`, and the layers compiled as a cold start would do it.

Lambda cannot keep what Python compiles: without the .pyc files it compiles the layers at every cold
start. They are valid whatever times the packed files bear.
"""

import compileall
import subprocess
import sys
from pathlib import Path
from py_compile import PycInvalidationMode

ROOT = Path(__file__).parents[1]
SAM = Path(sys.executable).parent / "sam"
BUILT = ROOT / ".aws-sam" / "build"


def build(*options: str, into: Path = BUILT) -> None:
    """Raises CalledProcessError. `options`: of `sam build`."""
    subprocess.run([SAM, "build", "--build-dir", str(into), *options], cwd=ROOT, check=True)
    for layer in into.glob("*Layer"):
        compileall.compile_dir(
            layer,
            quiet=1,
            stripdir=str(layer),
            prependdir="/opt",
            invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
        )


if __name__ == "__main__":
    build(*sys.argv[1:])
