"""The benchmarks are tried out small; their figures are never tested."""
