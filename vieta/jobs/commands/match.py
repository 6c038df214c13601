"""Finds the best set of duos from files, with a proof; or checks such a proof."""

import argparse
import gc
import sys
from pathlib import Path

from vieta.base.text import printable


def add(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = (
        "vieta match --mentees M.csv --mentors N.csv --rules R.toml --out pairs.csv --certificate c.json\n"
        "vieta match --edges E.csv --capacities C.csv --out pairs.csv\n"
        "vieta match --verify c.json --pairs pairs.csv, with the same input files\n\n"
        "Answers 0 when done or proven, 1 when a proof is rejected, 2 when an input cannot be used."
    )
    people = parser.add_argument_group("a pool of people")
    people.add_argument("--mentees", metavar="M.csv")
    people.add_argument("--mentors", metavar="N.csv")
    people.add_argument("--rules", metavar="R.toml")
    people.add_argument("--reasons", metavar="FILE", help="also write why each duo fits, in words")
    people.add_argument("--unmatched", metavar="FILE", help="also write who is left, what stands in the way and what would help")
    scored = parser.add_argument_group("or a list of scored pairs")
    scored.add_argument("--edges", metavar="E.csv", help="mentee,mentor,score; an absent pair is forbidden")
    scored.add_argument("--capacities", metavar="C.csv", help="mentor,capacity")
    both = parser.add_argument_group("with either")
    both.add_argument("--locked", metavar="FILE", help="mentee,mentor: duos that stand and do not move")
    both.add_argument("--forbidden", metavar="FILE", help="mentee,mentor: pairs that must not be proposed")
    both.add_argument("--out", metavar="pairs.csv", help="where to write mentee,mentor,score")
    both.add_argument("--certificate", metavar="c.json", help="where to write the proof")
    check = parser.add_argument_group("or to check a proof")
    check.add_argument("--verify", metavar="c.json", help="the proof to check")
    check.add_argument("--pairs", metavar="pairs.csv", help="the duos it is for")
    parser.set_defaults(usage_error=parser.error)


def run(args: argparse.Namespace) -> int:
    """Writes the files asked for, all or none; or says whether the proof holds. Refuses inputs that it cannot trust."""
    _check_options(args)
    gc.disable()  # a short run that builds millions of small things and no circles; collecting costs a third of the time
    from vieta.matching.engine.tables import InputError

    try:
        return _verify(args) if args.verify else _match(args)
    except InputError as fault:
        print(f"vieta match: {printable(fault)}", file=sys.stderr)
        return 2


def _check_options(args: argparse.Namespace) -> None:
    by_people, by_pairs = (args.mentees, args.mentors, args.rules), (args.edges, args.capacities)
    if any(by_people) == any(by_pairs) or not (all(by_people) or all(by_pairs)):
        args.usage_error("give either --mentees, --mentors and --rules, or --edges and --capacities")
    if all(by_pairs) and (args.reasons or args.unmatched):
        args.usage_error("--reasons and --unmatched need --mentees, --mentors and --rules")
    if args.verify and not (args.pairs and not (args.out or args.certificate or args.reasons or args.unmatched)):
        args.usage_error("--verify needs --pairs, and writes nothing")
    if not args.verify and (not args.out or args.pairs):
        args.usage_error("give --out; --pairs goes with --verify")
    written = [Path(p).resolve() for p in (args.out, args.certificate, args.reasons, args.unmatched) if p]
    read = [Path(p).resolve() for p in (*by_people, *by_pairs, args.locked, args.forbidden) if p]
    if len(set(written)) < len(written) or set(written) & set(read):
        args.usage_error("each file to write needs a place of its own")


def _pool(args: argparse.Namespace):
    if args.edges:
        from vieta.matching.engine.edges import EdgePool

        return EdgePool(args.edges, args.capacities, args.locked, args.forbidden)
    from vieta.matching.engine.proposal import read_people

    return read_people(args.mentees, args.mentors, args.rules, args.locked, args.forbidden)


def _match(args: argparse.Namespace) -> int:
    from vieta.matching.engine.best import best, written
    from vieta.matching.engine.certificate import to_bytes
    from vieta.matching.engine.floor import FloorImpossible
    from vieta.matching.engine.tables import write_all

    pool = _pool(args)
    try:
        duos = best(pool)
    except FloorImpossible as fault:
        print(f"vieta match: {printable(Path(args.rules).name)}: {printable(fault)}", file=sys.stderr)
        return 2
    pairs, body = written(pool, duos)
    files = {args.out: pairs}
    if args.certificate:
        files[args.certificate] = to_bytes(body)
    if args.reasons:
        from vieta.matching.engine.reasons import reasons_file

        files[args.reasons] = reasons_file(pool, duos.mate)
    if args.unmatched:
        from vieta.matching.engine.unmatched import unmatched_file

        files[args.unmatched] = unmatched_file(pool, duos.mate, floor_binds=duos.proof is not None)
    write_all(files)
    value = body["primal"]
    print(f"{value['people']} of {len(pool.mentees)} mentees matched, {value['points']} points; no other set is better (gap 0).")
    return 0


def _verify(args: argparse.Namespace) -> int:
    from vieta.matching.engine.certificate import verify
    from vieta.matching.engine.pool import Rejected
    from vieta.matching.engine.tables import InputError

    pool = _pool(args)
    try:
        text = Path(args.verify).read_bytes()
    except OSError as fault:
        raise InputError(args.verify, 1, "1", f"cannot be read ({fault.strerror})") from fault
    try:
        value = verify(pool, text, args.pairs)
    except Rejected as fault:
        print(f"vieta match: the certificate is rejected: {printable(fault)}", file=sys.stderr)
        return 1
    print(f"Proven: {value.people} of {len(pool.mentees)} mentees matched, {value.points} points; no other set is better.")
    return 0
