//! What evaluation itself would ask for: tried on no answers at all, so that inference and evaluation can't disagree.

use std::sync::Arc;

use akte_expr::{Expr, Language, Path, Record, Rules, Scope, Settings, World, civil, parse};

/// The answers that an expression looks at when nothing is answered.
pub(super) fn needs(expr: &Expr) -> Vec<Path> {
    let (answers, rules) = (Record::default(), Rules::new());
    let settings = settings();
    let world = World { answers: &answers, rules: &rules, settings: &settings };
    let mut scope = Scope::new(&world);
    // What comes out does not matter: there are no answers. What it looked at does.
    drop(scope.eval(expr));
    scope.touched().iter().map(|touch| touch.path.clone()).collect()
}

/// Whether a name stands for something that is not an answer, such as the clock.
pub(super) fn is_built_in(name: &Arc<str>) -> bool {
    parse(name).is_ok_and(|expr| needs(&expr).is_empty())
}

fn settings() -> Settings {
    let today = civil::Date::constant(2000, 1, 1);
    Settings { language: Language::En, today, now: today.at(0, 0, 0, 0) }
}
