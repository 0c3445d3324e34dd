"""Networks held as sparse matrices, and the measures of position in them."""
