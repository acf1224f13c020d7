//! `/api/v1/sessions`: where a person is signed in.

pub mod end;
pub mod list;
