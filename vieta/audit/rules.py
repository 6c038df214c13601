"""How entries of the trail are chained."""

import hashlib
import json

BEGINNING = "0" * 64


def chain_hash(previous: str, content: dict) -> str:
    """SHA-256 over the previous entry's hash and this entry's content as sorted JSON (hex, 64 characters)."""
    body = json.dumps(content, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()
