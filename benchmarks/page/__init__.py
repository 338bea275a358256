"""``docs/benchmarks.md`` and its plots, written from what the benchmark commands measured."""
