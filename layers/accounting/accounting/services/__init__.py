"""What a handler calls: connect, start, begin, step, end, delete."""
