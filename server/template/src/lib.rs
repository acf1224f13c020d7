//! A marked-up .docx compiled once and filled many times.
