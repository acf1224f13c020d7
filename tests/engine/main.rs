//! The engine as a whole: the corpus of templates, and whether what comes out is a valid document.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, missing_docs)]

mod case;
mod corpus;
mod fuzz;
mod gate;
mod reference;
mod schemas;
mod validity;
mod values;
