//! The outside world as an evaluation sees it.

use akte_expr::{Language, Settings};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The settings at a moment, in the time zone of this machine.
pub fn settings(language: Language, at: Timestamp) -> Settings {
    let local = at.to_zoned_datetime(TimeZone::system());
    Settings { language, today: local.date(), now: local.datetime() }
}
