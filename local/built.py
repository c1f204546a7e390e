"""What `sam build` makes of the project, for the processor of this machine instead of AWS's."""

import platform
from pathlib import Path

from local.build import ROOT
from local.build import build as build_with_sam

DEPLOYED = "arm64"
ARCHITECTURE = {"x86_64": "x86_64", "aarch64": "arm64"}[platform.machine()]


def build(folder: Path) -> Path:
    """The build directory, with the built template and a folder each for functions and layers."""
    source = folder / "source"
    source.mkdir()
    for name in ("functions", "layers", "statemachines"):
        (source / name).symlink_to(ROOT / name)
    template = (ROOT / "template.yaml").read_text()
    copy = source / "template.yaml"
    copy.write_text(template.replace(DEPLOYED, ARCHITECTURE))
    built = folder / "built"
    build_with_sam("--template", str(copy), "--no-cached", "--parallel", into=built)
    return built
