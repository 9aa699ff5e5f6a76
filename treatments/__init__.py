"""What was done to a face, and the rules that keep it safe: pure Python, no I/O, no other room."""
