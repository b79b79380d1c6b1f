"""Protocols of other systems, a file each: what their clients send, and a `Prediction` in the shape they read."""
