"""What axe finds on a page."""

from playwright.sync_api import Page

from tests.console.product import ROOT

AXE = ROOT / "console" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]

# Cloudscape's own, by rule and a part of its element; no property of its components changes them.
CLOUDSCAPES = (
    # The toolbar's navigation on a phone has a direction, which a landmark cannot have.
    ("aria-allowed-attr", 'aria-orientation="horizontal" class="awsui_mobile-toolbar-nav'),
    # A combobox names a list that is not there while the choice is a form in its place.
    ("aria-valid-attr-value", '<input aria-label="Find invoices"'),
)


def findings(page: Page) -> list[str]:
    """Axe's findings, with the elements they are about."""
    # Evaluated rather than added as a script, which the content security policy forbids.
    page.evaluate(AXE.read_text())
    result = page.evaluate(
        "(tags) => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", TAGS
    )
    return [
        f"{violation['id']} ({violation['impact']}): {node['html'][:160]}"
        for violation in result["violations"]
        for node in violation["nodes"]
        if not any(violation["id"] == rule and part in node["html"] for rule, part in CLOUDSCAPES)
    ]
