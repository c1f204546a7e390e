"""What the words mean and what the numbers are: pure, without AWS, HTTP or a clock of its own."""
