"""Permission, the gate, deliveries, widening: you decide who may reach you, for what, and how often."""
