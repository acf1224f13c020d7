//! `docs/expressions.md` after its marker is made from the registry and from examples that are
//! evaluated here. `AKTE_WRITE_DOCS=1` writes it again; without, a page that is behind fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answers;
mod examples;

use std::fmt::Write;
use std::path::Path;

use akte_expr::{Entry, EvalError, Expr, Kind, Node, Repeat, Rules, Scope, World, parse, reference};

const MARKER: &str = "<!-- From here on this page is made by `AKTE_WRITE_DOCS=1 cargo test -p akte-expr --test reference`. -->\n";

/// The families in the order of the page, with what they are about.
const FAMILIES: [(&str, &str); 14] = [
    ("answer", "Answers that may be absent"),
    ("text", "Text"),
    ("number", "Numbers"),
    ("money", "Amounts of money"),
    ("words", "In words"),
    ("date", "Dates and periods"),
    ("list", "Lists"),
    ("choice", "Multiple choice"),
    ("group", "Groups of answers"),
    ("name", "Names"),
    ("person", "People"),
    ("address", "Addresses"),
    ("phone", "Telephone numbers"),
    ("test", "Tests"),
];

/// Everything of one name that says the same, whichever way it is written.
fn groups(family: &str) -> Vec<Vec<Entry>> {
    let mut groups: Vec<Vec<Entry>> = Vec::new();
    for entry in reference().into_iter().filter(|entry| entry.family == family) {
        match groups.last_mut() {
            Some(group) if group[0].name == entry.name && group[0].about == entry.about => group.push(entry),
            _ => groups.push(vec![entry]),
        }
    }
    groups
}

/// `x | name(a, b)`
fn written(entry: &Entry) -> String {
    let name = entry.name;
    let mut params: Vec<_> = entry.params.iter().map(|param| param.replace('*', "…")).collect();
    params.extend(entry.named.iter().map(|param| format!("{param}=…")));
    if entry.kind == Kind::Function {
        return format!("{name}({})", params.join(", "));
    }
    let of = params.remove(0);
    let rest = params.join(", ");
    let brackets = if rest.is_empty() { String::new() } else { format!("({rest})") };
    match entry.kind {
        Kind::Filter => format!("{of} | {name}{brackets}"),
        Kind::Test => format!("{of} is {name}{brackets}"),
        _ => format!("{of}.{name}({rest})"),
    }
}

fn uses(expr: &Expr, entry: &Entry) -> bool {
    let mut found = false;
    expr.walk(&mut |part| {
        found |= match (part.node(), entry.kind) {
            (Node::Call { name, .. }, Kind::Function)
            | (Node::Method { name, .. }, Kind::Method)
            | (Node::Filter { name, .. }, Kind::Filter)
            | (Node::Test { name, .. }, Kind::Test) => &**name == entry.name,
            _ => false,
        };
    });
    found
}

/// What an example prints, in the first turn of a repeat.
fn printed(text: &str) -> String {
    let (answers, settings, rules) = (answers::answers(), answers::settings(), Rules::new());
    let world = World { answers: &answers, rules: &rules, settings: &settings };
    let expr = parse(text).unwrap_or_else(|errors| panic!("{text}: {errors:?}"));
    let mut out = String::new();
    let once = parse("['once']").unwrap();
    let done = Scope::new(&world).repeat::<EvalError>(&["turn".into()], &once, &mut |scope| {
        scope.write(&expr, &mut out).unwrap_or_else(|unsettled| panic!("{text}: {unsettled}"));
        Ok(())
    });
    assert_eq!(done, Ok(Repeat::Done));
    out
}

fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

fn row(page: &mut String, cells: [&str; 4]) {
    writeln!(page, "| {} |", cells.join(" | ")).unwrap();
}

fn shown(text: &str) -> String {
    printed(text).replace("\n\n", " ⏎⏎ ").replace('\n', " ⏎ ").replace('|', "\\|")
}

fn page() -> String {
    let mut page =
        String::from("\n## Operators\n\n| written | gives | example | prints |\n| --- | --- | --- | --- |\n");
    for (written, about, example) in examples::OPERATORS {
        row(&mut page, [&code(written), about, &code(example), &shown(example)]);
    }
    let examples: Vec<(&str, Expr)> =
        examples::EXAMPLES.iter().map(|text| (*text, parse(text).unwrap())).collect();
    for (family, title) in FAMILIES {
        write!(page, "\n## {title}\n\n| written | gives | example | prints |\n| --- | --- | --- | --- |\n")
            .unwrap();
        for group in groups(family) {
            let written: Vec<_> = group.iter().map(|entry| code(&written(entry))).collect();
            let example = examples.iter().find(|(_, expr)| group.iter().any(|entry| uses(expr, entry)));
            let (example, prints) = match example {
                Some((text, _)) => (code(text), shown(text)),
                None => panic!("no example of {}", group[0].name),
            };
            let about = group[0].about.replace('|', "\\|");
            row(&mut page, [&written.join("<br>"), &about, &example, &prints]);
        }
    }
    page.push_str(
        "\n## Not yet\n\nKnown, and each use of it a warning.\n\n| written | what happens |\n| --- | --- |\n",
    );
    for entry in reference().iter().filter(|entry| !entry.supported) {
        let expr = match entry.kind {
            Kind::Function => format!("{}(x)", entry.name),
            Kind::Filter => format!("x | {}", entry.name),
            _ => format!("x.{}()", entry.name),
        };
        let warning = parse(&expr).unwrap().warnings().remove(0).1;
        writeln!(page, "| {} | {warning} |", code(&expr)).unwrap();
    }
    page
}

#[test]
fn the_page_is_up_to_date() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/expressions.md");
    let text = std::fs::read_to_string(&file).unwrap();
    let (before, after) = text.split_once(MARKER).expect("the page has its marker");
    let page = page();
    if std::env::var_os("AKTE_WRITE_DOCS").is_some() {
        std::fs::write(&file, format!("{before}{MARKER}{page}")).unwrap();
        return;
    }
    assert!(
        after == page,
        "docs/expressions.md is behind the code. Write it again: AKTE_WRITE_DOCS=1 cargo test -p akte-expr --test reference"
    );
}

#[test]
fn every_example_is_used_and_every_family_is_on_the_page() {
    let entries = reference();
    for text in examples::EXAMPLES {
        let expr = parse(text).unwrap();
        assert!(entries.iter().any(|entry| uses(&expr, entry)), "{text}");
        assert_eq!(expr.warnings(), [], "{text}");
    }
    for entry in entries.iter().filter(|entry| entry.supported) {
        assert!(FAMILIES.iter().any(|(family, _)| *family == entry.family), "{entry:?}");
    }
}

/// What the page says in prose about the records that the product knows.
#[test]
fn the_examples_of_the_prose_are_so() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/expressions.md");
    let text = std::fs::read_to_string(file).unwrap();
    let (before, _) = text.split_once(MARKER).unwrap();
    let mut checked = 0;
    for line in before.lines().filter(|line| line.starts_with("| `{{ ")) {
        let (tag, rest) = line.trim_start_matches("| `{{ ").split_once(" }}`").unwrap();
        let prints = rest.trim_matches([' ', '|']);
        assert_eq!(printed(&tag.replace("\\|", "|")), prints, "{tag}");
        checked += 1;
    }
    assert!(checked >= 5, "{checked}");
}
