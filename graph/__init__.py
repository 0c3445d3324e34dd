"""The graph: its declared model, the statements that write it, the store and the engines."""
