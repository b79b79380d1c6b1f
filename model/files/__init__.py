"""The file formats of labelled sentences: each is a file here that reads it and, where that makes sense, writes it."""
