"""The addresses that speak other systems' protocols, a file each."""
