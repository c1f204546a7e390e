"""How long we wait for AWS: less than any of our functions lives, so that whoever asked is told."""

from botocore.config import Config

CONFIG = Config(
    connect_timeout=1, read_timeout=4, retries={"mode": "standard", "total_max_attempts": 4}
)
