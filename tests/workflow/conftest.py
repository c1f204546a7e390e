from tests.deployed import api, commits_every_page, deployed, running, system_id

__all__ = ["api", "commits_every_page", "deployed", "running", "system_id"]
