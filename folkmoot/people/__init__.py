"""Accounts, profiles, sign-in, tokens: who somebody is."""
