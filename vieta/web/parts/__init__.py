"""What every page is made of: the shell, forms, lists, pictures and the look. Knows no place and no table."""
