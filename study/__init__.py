"""Research: what leaves for it without names, and what is computed from that."""
