//! `/api/v1/reviews`: what waits for a knowledge manager

pub mod due;
pub mod list;
