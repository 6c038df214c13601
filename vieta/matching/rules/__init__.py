"""Judgements of matching on plain values: what rules hold, how they are said, what a change means, what a share may show."""
