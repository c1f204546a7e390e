"""Measures the step handlers in a process of their own, without the embedded stack."""
