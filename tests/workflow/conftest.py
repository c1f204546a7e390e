from tests.deployed import api, deployed, running, system_id

__all__ = ["api", "deployed", "running", "system_id"]
