"""One module a table, and the engine's store on them."""
