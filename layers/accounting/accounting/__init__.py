"""Revenue synchronisation: accounting systems, their invoices, and what they add up to."""
