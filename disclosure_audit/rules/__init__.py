"""One file per rule. The module docstring is its page; ``RULE`` is the rule."""
