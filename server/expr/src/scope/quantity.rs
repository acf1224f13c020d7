//! Numbers and amounts of money, which are computed with alike.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::formats::money::DEFAULT_CURRENCY;
use crate::{RecordKind, Value};

/// A number, or an amount of money.
pub(crate) struct Quantity {
    pub amount: Decimal,
    /// ISO 4217; none for a bare number.
    pub currency: Option<Arc<str>>,
}

impl Quantity {
    /// None when the value is neither.
    pub fn of(value: &Value) -> Option<Quantity> {
        match value {
            Value::Number(amount) => Some(Quantity { amount: *amount, currency: None }),
            Value::Record(record) if record.kind == RecordKind::Money => {
                let Some(Value::Number(amount)) = record.get("amount") else {
                    return None;
                };
                let currency = match record.get("currency") {
                    Some(Value::Text(currency)) => currency.clone(),
                    _ => DEFAULT_CURRENCY.into(),
                };
                Some(Quantity { amount: *amount, currency: Some(currency) })
            }
            _ => None,
        }
    }

    /// Whether the two can be compared: a bare number goes with any currency.
    pub fn matches(&self, other: &Quantity) -> bool {
        match (&self.currency, &other.currency) {
            (Some(own), Some(other)) => own == other,
            _ => true,
        }
    }
}
