"""Influence: position of organisations in what is recorded to tie them."""
