//! Everything kept: gate and door, encryption at rest.
