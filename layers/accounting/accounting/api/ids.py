"""What ids look like, for the API's description. Any other is unknown: 404, and not 422."""

from typing import Any

SYSTEM_ID = "[0-9a-f]{12}"
# A sync started by hand bears the name its starter gave the execution: Step Functions' rules.
SYNC_ID = r"""[^\s<>{}\[\]?*"#%\\^|~`$&,;:/\x00-\x1f\x7f-\x9f]{1,80}"""

SYSTEM: dict[str, Any] = {"pattern": f"^{SYSTEM_ID}$", "examples": ["9f2c4be81a07"]}
SYNC: dict[str, Any] = {"pattern": f"^{SYNC_ID}$", "examples": ["20260131T080000-5f0c2a91"]}
