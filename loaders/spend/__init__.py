"""Councils' payments over £250 or £500."""
