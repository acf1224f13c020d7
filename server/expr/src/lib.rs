//! Values and expressions of the mark-up, evaluated with what is unanswered.
