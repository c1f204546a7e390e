"""`python -m local.asl FOLDER`: the workflows as AWS will see them, with example values filled in.

Their files are no JSON before a deployment has put numbers, names and ARNs into them.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXAMPLE = "arn:aws:lambda:eu-central-1:123456789012:function:example"


def with_numbers(text: str) -> str:
    """JSON: what stands for a number is one."""
    return re.sub(r"(?<=: )\$\{\w+\}", "1", text)


def with_everything(text: str) -> str:
    return re.sub(r"\$\{\w+\}", EXAMPLE, with_numbers(text).replace("${Partition}", "aws"))


def main() -> None:
    """Write them into a folder, for a checker that reads files."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for path in (ROOT / "statemachines").iterdir():
        (folder / path.name.replace(".asl", "")).write_text(with_everything(path.read_text()))


if __name__ == "__main__":
    main()
