"""What all programs here ask the simulator for; each adds its page."""

FORM = {
    "action": "GetInvoices",
    "identifier": "demo",
    "secret": "demo-secret",
    "responsetype": "json",
    "orderby": "id",
    "order": "asc",
}
