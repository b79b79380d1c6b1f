"""The edits of a request made on its sentence, within the limits; what is wrong with one is said by its number."""

from collections.abc import Sequence

from app.problems import OverLimit, WrongField
from app.schemas import EditBody
from app.settings import Settings
from model.counterfactual import Edit, Read, apply
from model.predict import Tokenized
from model.rewrite import EditError, TooManyVariants, Variant

Numbered = tuple[int | None, Variant]


def edited(bodies: Sequence[EditBody], chain: bool, base: Tokenized, read: Read, settings: Settings) -> list[Numbered]:
    """The variants, each with the number of its edit; in a chain, None.

    Raises OverLimit for too many edits or variants, and WrongField, naming the edit that cannot be made.
    """
    if len(bodies) > settings.max_edits:
        raise OverLimit("too many edits in one request", "max_edits", settings.max_edits, len(bodies))
    most, edits = settings.max_variants, [body.edit() for body in bodies]
    if chain:
        return [(None, variant) for variant in _variants("edits", edits, base, read, most)]
    made: list[Numbered] = []
    for number, edit in enumerate(edits):
        made += [(number, variant) for variant in _variants(f"edits[{number}]", [edit], base, read, most)]
        if len(made) > most:
            raise OverLimit("too many variants in one request", "max_variants", most)
    return made


def _variants(field: str, edits: Sequence[Edit], base: Tokenized, read: Read, most: int) -> list[Variant]:
    try:
        return apply(edits, base, read, most)
    except TooManyVariants as error:
        raise OverLimit("too many variants in one request", "max_variants", most) from error
    except EditError as error:
        raise WrongField(field, str(error)) from error
