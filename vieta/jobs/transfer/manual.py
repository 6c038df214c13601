"""The description of the files, made from the same declaration that reads and writes them."""

from django.utils.translation import override

from .columns import FILES, REQUIRED_FILES, Column

HEAD = """# The files of a programme

Made by `vieta columns`; do not change it by hand.

`vieta import DIR` tries to bring a folder of files into the database and says what it would do or what is wrong, each problem as
`file:line: column: what`. Nothing is written: the run is the real one, undone at its end. `vieta import DIR --write` does it, everything or
nothing. `vieta export DIR --programme CODE` writes the same files, readable only by their owner, because names stand in them.

- The files are UTF-8 text, comma-separated, with the columns named in the first line. A column that is not required may be left out, and so may a
  file that is not. A column that is not listed here is a mistake, not a note.
- Days are written `2021-03-31`. A period's end (`until_on`) is the day after its last day; all other days are the day itself.
- Text that would start a formula in a spreadsheet, at its beginning or after a comma, semicolon, tab or line break, is written with an apostrophe
  before it, which is taken away again when it is read.
- The programme is the one of `--programme CODE`, or the one that `programme.json` describes: organisations and their parts, periods with targets, regions
  with municipalities, cycles, contracts with obligations, grounds, notices, shares, costs, restrictions, teams. Where it does not stand yet, it is founded.
- The rules of the pages hold: nobody enters outside the programme's periods or the contract, a ground that is checked must hold on the entry date, only a
  disability or belonging to a minority may be `declined`.
- `documents/` holds the files that outcomes name as evidence (PDF, PNG, JPEG, DOCX, ODT, plain text).
- Notes, reviews, the texts of plans, what was retracted and who has which account stay where they are.

`examples/national_supported_work.py` makes such a folder out of the data of a real programme.
"""


def manual() -> str:
    """The whole description as Markdown, in English."""
    with override("en"):
        return HEAD + "".join(_file(file, columns) for file, columns in FILES.items())


def _file(file: str, columns: tuple[Column, ...]) -> str:
    needed = "required" if file in REQUIRED_FILES else "optional"
    lines = [f"| `{c.name}` | {'yes' if c.required else ''} | {str(c.words).replace('|', '/')} |" for c in columns]
    return f"\n## {file} ({needed})\n\n| column | must be filled | what it holds |\n|---|---|---|\n" + "\n".join(lines) + "\n"
