"""What the three functions of the HTTP API share."""
