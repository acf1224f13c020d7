//! The words of the domain: ids, roles, actors, permissions, life cycle.
