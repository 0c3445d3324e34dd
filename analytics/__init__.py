"""Measures of a place: frames or networks in, frozen results out.

Nothing here opens a store or a file, reads a clock or draws a random number without a seed.
"""
