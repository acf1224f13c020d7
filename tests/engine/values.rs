//! Values that are too large to be read in a case of the corpus.

use akte_expr::{Language, Settings, civil};
use akte_template::{Missing, Pictures};
use akte_tests::source::build;
use akte_tests::validity::new_problems;
use akte_web::engine::{Made, Unfit, check};
use serde_json::{Value, json};

/// The most characters of one text answer.
const MOST: usize = 100_000;

const TEMPLATE: &str = "<docx><body><p>[{{ a }}]</p><p>{{ a | upper | length }}</p></body></docx>";

fn fill(value: Value) -> Result<Made, Unfit> {
    let ready = check(build(TEMPLATE).unwrap().into()).unwrap().ready.unwrap();
    let today = civil::date(2026, 3, 5);
    let settings = Settings { language: Language::En, today, now: today.at(9, 0, 0, 0) };
    let Value::Object(answers) = json!({ "a": value }) else { unreachable!("an object was written") };
    ready.fill(&answers, &settings, Missing::Error, &Pictures::new())
}

/// Letters of both directions, with marks on them, line breaks, and what XML does not take as it is.
#[test]
fn a_giant_value_comes_whole() {
    let pattern = "a\u{301}ש\u{5c1}<&>\"'\n\t👩‍👧 ";
    let giant: String = pattern.chars().cycle().take(MOST).collect();
    let made = fill(json!(giant)).unwrap_or_else(|_| panic!("the value is filled"));
    let text = akte_tests::read::read(&made.bytes);
    let shown = giant.replace('\n', "⏎").replace('\t', "→");
    assert!(text.starts_with(&format!("[{shown}]\n")), "{}", &text[..200]);
    assert_eq!(new_problems(&build(TEMPLATE).unwrap(), &made.bytes).unwrap(), Vec::<String>::new());
}

#[test]
fn a_value_of_a_million_characters_is_refused_by_name() {
    let Err(Unfit::Answers { wrong, .. }) = fill(json!("x".repeat(1_000_000))) else {
        panic!("it is refused")
    };
    let [wrong] = wrong.as_slice() else { panic!("one answer is wrong") };
    assert_eq!(wrong.name.to_string(), "a");
    assert!(wrong.message(Language::En).contains("100"), "{}", wrong.message(Language::En));
}
