"""What the functions around the state machine do: start, begin, step and end a sync."""
