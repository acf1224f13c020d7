//! Fields of the items of a list that are named in a text or by an argument: `heirs | map(attribute='name')`,
//! `heirs | selectattr('age', 'gt', 17)`, `heirs.filter(kind='heir')`.

use std::sync::Arc;

use akte_expr::{Args, Expr, Kind as Written, Literal, Node, Path};

use super::clue::Want;
use super::table;
use super::visit::compared_with;
use super::walk::Walker;
use crate::kind::Kind;
use crate::tree::{Part, Pattern};

impl Walker<'_> {
    /// Notes the fields that a filter or method reads of the items of the list it works on.
    pub(super) fn attributes(&mut self, written: Written, of: &Expr, name: &str, args: &Args) {
        let Some(item) = self.answer(of).map(|list| list.with(Part::Each)) else { return };
        if (written, name) == (Written::Method, "filter") {
            for (field, wanted) in &args.named {
                self.note(item.with(Part::Name(Arc::clone(field))), compared_with(wanted));
            }
            return;
        }
        let at =
            table::place(written, name, "attribute").and_then(|at| args.positional.get(at.checked_sub(1)?));
        let named = || args.named.iter().find(|(name, _)| &**name == "attribute").map(|(_, value)| value);
        let Some(Node::Literal(Literal::Text(path))) = at.or_else(named).map(Expr::node) else { return };
        let Ok(path) = path.parse::<Path>() else { return };
        let Pattern(field) = Pattern::of(&path);
        self.note(Pattern(item.0.into_iter().chain(field).collect()), of_attribute(name, args));
    }
}

/// What a filter or method wants of the field that it names.
fn of_attribute(name: &str, args: &Args) -> Want {
    let test = args.positional.get(1).map(Expr::node);
    match (name, test) {
        ("sum" | "total", _) => Want::Kind(Kind::Number),
        ("join", _) => Want::Printed,
        ("selectattr" | "rejectattr", None) => Want::Condition,
        ("selectattr" | "rejectattr", Some(Node::Literal(Literal::Text(test)))) => match &**test {
            "defined" | "undefined" | "none" => Want::Optional,
            "in" => Want::Any,
            _ => args.positional.get(2).map_or(Want::Any, compared_with),
        },
        _ => Want::Any,
    }
}
