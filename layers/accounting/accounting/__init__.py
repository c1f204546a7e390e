"""Revenue synchronisation: accounting systems, their invoices, and what they add up to."""

import gc

# A start makes 90,000 objects that stay. Python would look through them fifty times meanwhile.
gc.set_threshold(200_000)
