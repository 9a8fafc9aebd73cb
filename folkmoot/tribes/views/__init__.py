"""The pages of tribes: parse, call one service or selector, render."""
