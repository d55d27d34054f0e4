"""Published statistics as the Department for Education prints them, and what becomes of them."""
