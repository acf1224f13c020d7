//! Expressions of a definition that wait for each other: rules, defaults and the conditions of pages in a circle.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use akte_expr::{Code, Diagnostic, Expr, Node as Part, Path, Rules, Step};

use crate::definition::Page;
use crate::rules;
use crate::scoped::Scoped;
use crate::tree::{Node, Part as Name, Pattern};

/// A diagnostic for every circle of rules.
pub(crate) fn of_rules(all: &Rules) -> Vec<Diagnostic> {
    let names: Vec<&Arc<str>> = all.iter().map(|(name, _)| name).collect();
    let place: HashMap<&str, usize> = names.iter().enumerate().map(|(i, name)| (&***name, i)).collect();
    let uses = all.iter().map(|(_, expr)| used(expr, &place)).collect();
    let told = |circle: Vec<usize>| {
        let names = quoted(circle.iter().filter_map(|i| names.get(*i)));
        let message = match names.as_slice() {
            [one] => format!("The rule {one} uses itself."),
            _ => format!("The rules {} use each other in a circle.", names.join(", ")),
        };
        Diagnostic::error(Code::RuleCycle, message).suggest(Some("Let one of them do without the others."))
    };
    circles(uses).into_iter().map(told).collect()
}

fn used(expr: &Expr, place: &HashMap<&str, usize>) -> Vec<usize> {
    let mut used = Vec::new();
    expr.walk(&mut |part| {
        if let Part::Name(name) = part.node() {
            used.extend(place.get(&**name));
        }
    });
    used
}

/// A diagnostic for every circle of defaults: none of them ever comes to anything.
pub(crate) fn of_defaults(root: &Node, scoped: &[Scoped], rules: &Rules) -> Vec<Diagnostic> {
    let default = |one: &Scoped| root.at(&one.pattern)?.question.as_ref()?.default.clone();
    let with_default: Vec<(&Scoped, Expr)> =
        scoped.iter().filter_map(|one| Some((one, default(one)?))).collect();
    let mut by_first: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, (one, _)) in with_default.iter().enumerate() {
        if let Some(first) = one.pattern.0.first().and_then(Name::name) {
            by_first.entry(first).or_default().push(i);
        }
    }
    let uses = with_default.iter().map(|(one, expr)| {
        let variables = one.variables();
        let mut used = Vec::new();
        for name in rules::names(expr, rules) {
            let Some(name) = absolute(&name, &variables) else { continue };
            let first = name.0.first().and_then(Name::name).unwrap_or_default();
            let overlaps =
                |i: &&usize| with_default.get(**i).is_some_and(|(other, _)| overlap(&other.pattern, &name));
            used.extend(by_first.get(first).into_iter().flatten().filter(overlaps));
        }
        used
    });
    let told = |circle: Vec<usize>| {
        let names = quoted(circle.iter().filter_map(|i| Some(&with_default.get(*i)?.0.pattern)));
        let message = match names.as_slice() {
            [one] => format!("Definition: the default of {one} uses {one} itself, so it is never known."),
            _ => format!("Definition: the defaults of {} use each other in a circle.", names.join(", ")),
        };
        Diagnostic::error(Code::RuleCycle, message).suggest(Some("Let a default use earlier answers only."))
    };
    circles(uses.collect()).into_iter().map(told).collect()
}

/// The name as it is called from the top, when it starts with the variable of an item. None for a certain item of a
/// list: that may be another one.
fn absolute(name: &Path, variables: &[(Arc<str>, Pattern)]) -> Option<Pattern> {
    let (Step::Name(first), rest) = name.steps().split_first()? else { return None };
    let item = variables.iter().rfind(|(variable, _)| variable == first);
    let mut pattern =
        item.map_or_else(|| Pattern(vec![Name::Name(Arc::clone(first))]), |(_, item)| item.clone());
    for step in rest {
        let Step::Name(name) = step else { return None };
        pattern.0.push(Name::Name(Arc::clone(name)));
    }
    Some(pattern)
}

/// Whether the value of a question is in what a name stands for, or the other way around. A list is known without what
/// its items hold.
fn overlap(question: &Pattern, name: &Pattern) -> bool {
    let inside = question.0.get(name.0.len()..).unwrap_or_default();
    question.0.iter().zip(&name.0).all(|(a, b)| a == b) && !inside.contains(&Name::Each)
}

/// A diagnostic for pages of which each is shown only when a question of the next is answered.
pub(crate) fn of_pages(pages: &[Page], rules: &Rules) -> Vec<Diagnostic> {
    let waits_for = |page: &Page| {
        let names = page.when.as_ref().map(|when| rules::names(when, rules)).unwrap_or_default();
        let holds = |page: &Page| {
            page.questions.iter().any(|question| names.iter().any(|name| name.starts_with(question)))
        };
        pages.iter().enumerate().filter(|(_, page)| holds(page)).map(|(i, _)| i).collect()
    };
    let told = |circle: Vec<usize>| {
        let names = quoted(circle.iter().filter_map(|i| Some(&pages.get(*i)?.id)));
        match names.as_slice() {
            [one] => {
                let message = format!(
                    "Definition: the page {one} is shown only when a question of its own is answered, so it is never shown."
                );
                Diagnostic::error(Code::BadDefinition, message)
            }
            _ => {
                let message = format!(
                    "Definition: the pages {} each wait for a question of the next to be answered.",
                    names.join(", ")
                );
                Diagnostic::warning(Code::BadDefinition, message)
            }
        }
        .suggest(Some("Move the question to an earlier page."))
    };
    circles(pages.iter().map(waits_for).collect()).into_iter().map(told).collect()
}

fn quoted(names: impl Iterator<Item = impl ToString>) -> Vec<String> {
    names.map(|name| format!("“{}”", name.to_string())).collect()
}

/// The circles in a graph, by the places of what each uses; each found once, no recursion.
fn circles(uses: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    let mut done: HashSet<usize> = HashSet::new();
    for start in 0..uses.len() {
        // The way from `start` to where the search is, each with the uses that are still to be followed.
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        let mut on_way: HashMap<usize, usize> = HashMap::from([(start, 0)]);
        while let Some((here, next)) = way.pop() {
            if done.contains(&here) {
                continue;
            }
            let Some(&used) = uses.get(here).and_then(|uses| uses.get(next)) else {
                done.insert(here);
                on_way.remove(&here);
                continue;
            };
            way.push((here, next + 1));
            if let Some(from) = on_way.get(&used) {
                found.push(way.iter().skip(*from).map(|(place, _)| *place).collect());
            } else if !done.contains(&used) {
                on_way.insert(used, way.len());
                way.push((used, 0));
            }
        }
    }
    found
}
