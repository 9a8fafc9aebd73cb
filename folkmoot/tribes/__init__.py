"""Tribe, membership, invitations: people connected to one another, to a leader and to an idea."""
