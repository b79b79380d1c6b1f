"""The service and the command line of slotscope. Knows `model`; `model` never knows it."""

__version__ = "0.1.0"
