"""The sync engine: pure rules about pages, and the loop that applies them to source and store."""
