"""What axe finds on a page."""

from playwright.sync_api import Page

from tests.console.product import ROOT

AXE = ROOT / "console" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


def findings(page: Page) -> list[str]:
    """Axe's findings that are serious or critical, with the elements they are about."""
    # Evaluated rather than added as a script, which the content security policy forbids.
    page.evaluate(AXE.read_text())
    result = page.evaluate(
        "(tags) => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", TAGS
    )
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in result["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
