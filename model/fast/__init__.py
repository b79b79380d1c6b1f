"""The tagger as it is run, many times sooner than `model.tagger` and held to its answers by the tests."""
