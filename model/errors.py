"""Everything that can go wrong in `model`, as one tree.

ModelError
├── DataError        a file of sentences is damaged or missing; names file and line
├── TagError         a tag that no scheme allows
├── VocabError       a vocabulary that does not fit its use
├── ConfigError      a recipe or configuration that cannot be followed
└── CheckpointError  a model folder that is missing, damaged or inconsistent
"""


class ModelError(Exception):
    """A sentence for a person: what is wrong, with the values, and the next step where there is one."""


class DataError(ModelError):
    """A data file is damaged or missing."""

    def __init__(self, problem: str, path: object | None = None, line: int | None = None) -> None:
        where = "" if path is None else f"{path}: " if line is None else f"{path}, line {line}: "
        super().__init__(where + problem)
        self.problem, self.path, self.line = problem, path, line


class TagError(ModelError):
    """A tag that no scheme allows."""


class VocabError(ModelError):
    """A vocabulary that does not fit its use."""


class ConfigError(ModelError):
    """A recipe or configuration that cannot be followed."""


class CheckpointError(ModelError):
    """A model folder that is missing, damaged or inconsistent."""
