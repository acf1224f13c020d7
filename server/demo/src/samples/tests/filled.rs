//! Documents made of the samples.

use akte_expr::World;
use akte_interview::{Change, apply};
use akte_template::{FillError, Missing};
use serde_json::{Map, Value as Json, json};

use super::support::{Ready, ready};

/// What no finished contract has in a paragraph.
fn blemish(paragraph: &str) -> Option<&'static str> {
    let left = ["{{", "{%", "}}", "%}"].iter().any(|tag| paragraph.contains(tag));
    let space = ["  ", " ,", " .", " ;", " )", "( "].iter().any(|spaces| paragraph.contains(spaces));
    let stop = [",,", "..", ",.", ";.", ";;"].iter().any(|stops| paragraph.contains(stops));
    match () {
        () if left => Some("mark-up is left"),
        () if paragraph.trim().is_empty() => Some("empty"),
        () if paragraph.trim_end_matches('\t') != paragraph.trim() => Some("begins or ends with a space"),
        () if space => Some("a space too many"),
        () if stop => Some("a mark too many"),
        () => None,
    }
}

/// A paragraph follows a table that ends the document (`docs/filling.md`): the last one may be empty.
fn assert_clean(name: &str, paragraphs: &[String]) {
    let shown = paragraphs.strip_suffix(&[String::new()]).unwrap_or(paragraphs);
    for paragraph in shown {
        assert_eq!(blemish(paragraph), None, "{name}: {paragraph:?}");
    }
}

fn filled() -> Vec<(String, Vec<String>)> {
    let all = |ready: Ready| {
        ready.answers().into_iter().map(move |(name, answers)| (name, ready.fill(&answers, Missing::Error)))
    };
    ready().into_iter().flat_map(all).collect()
}

fn of(name: &str) -> String {
    let (_, paragraphs) = filled().into_iter().find(|(file, _)| file == name).unwrap();
    paragraphs.join("\n")
}

#[test]
fn the_answers_beside_the_sources_make_clean_documents() {
    let filled = filled();
    assert_eq!(filled.len(), 10);
    for (name, paragraphs) in filled {
        assert_clean(&name, &paragraphs);
    }
}

/// What a question of the definition can be answered with, when that is a matter of choosing.
fn choices(question: &Json) -> Vec<Json> {
    let options = question["options"].as_array().into_iter().flatten();
    let values: Vec<Json> = options.map(|option| option.get("value").unwrap_or(option).clone()).collect();
    match question["type"].as_str() {
        Some("yes_no") => vec![json!(true), json!(false)],
        Some("choice") => values,
        Some("multiple_choice") => {
            values.iter().map(|value| json!([value])).chain([json!([]), json!(values)]).collect()
        }
        _ => Vec::new(),
    }
}

fn set(answers: &mut Map<String, Json>, name: &str, value: Json) {
    let mut at = answers;
    let mut steps = name.split('.').peekable();
    while let Some(step) = steps.next() {
        let inner = at.entry(step).or_insert_with(|| json!({}));
        if steps.peek().is_none() {
            *inner = value;
            return;
        }
        at = inner.as_object_mut().unwrap();
    }
}

/// Answers every choosing question with each of its options in turn.
fn assert_every_option_clean(ready: &Ready) {
    let (sets, definition) = (ready.answers(), ready.definition());
    let pages = definition["pages"].as_array().unwrap().iter();
    let questions: Vec<_> = pages.flat_map(|page| page["questions"].as_array().unwrap()).collect();
    for (name, own) in &sets {
        // What the other sets answer stands in for what this one leaves open.
        let mut base: Map<String, Json> = sets.iter().flat_map(|(_, answers)| answers.clone()).collect();
        base.extend(own.clone());
        for question in &questions {
            for choice in choices(question) {
                let mut answers = base.clone();
                set(&mut answers, question["name"].as_str().unwrap(), choice.clone());
                let paragraphs = ready.fill(&answers, Missing::Mark);
                assert_clean(&format!("{name} with {} {choice}", question["name"]), &paragraphs);
            }
        }
    }
}

#[test]
fn every_option_of_the_non_disclosure_agreement_makes_a_clean_document() {
    assert_every_option_clean(&ready().remove(0));
}

#[test]
fn every_option_of_the_overeenkomst_van_opdracht_makes_a_clean_document() {
    assert_every_option_clean(&ready().remove(1));
}

#[test]
fn every_option_of_the_arbeidsovereenkomst_makes_a_clean_document() {
    assert_every_option_clean(&ready().remove(2));
}

#[test]
fn every_option_of_the_huurovereenkomst_makes_a_clean_document() {
    assert_every_option_clean(&ready().remove(3));
}

#[test]
fn every_option_of_the_akte_van_oprichting_makes_a_clean_document() {
    assert_every_option_clean(&ready().remove(4));
}

#[test]
fn the_deed_has_no_date_or_quantity_in_figures() {
    for name in ["akte-van-oprichting.drie", "akte-van-oprichting.alleen"] {
        // What is left in figures only names something: a postcode, a house number, a register, an article of the law.
        let named = ["wonende te", "kantoorhoudende te", "artikel 2:194"];
        let text = of(name);
        let mut with_figures = text.lines().filter(|line| line.contains(|c: char| c.is_ascii_digit()));
        let stray = with_figures
            .find(|line| !line.starts_with("Oprichting ") && !named.iter().any(|known| line.contains(known)));
        assert_eq!(stray, None, "{name}");
    }
    let text = of("akte-van-oprichting.drie");
    assert!(text.contains("Op vijftien december tweeduizend zesentwintig zijn voor mij"), "{text}");
    assert!(text.contains("tweehonderdvijftigduizend tweehonderdvijftig euro"), "{text}");
}

#[test]
fn a_deed_with_something_left_open_is_not_made_and_each_is_named() {
    let ready = ready().remove(4);
    let mut sets = ready.answers().into_iter();
    let (_, complete) = sets.find(|(name, _)| name == "akte-van-oprichting.drie").unwrap();
    for open in [
        "datum",
        "oprichters[0].organisatie.representatives[1].person.birth.date",
        "oprichters[1].aandelen",
        "drempel",
    ] {
        let mut answers = complete.clone();
        apply(&mut answers, &[Change { name: open.parse().unwrap(), value: Json::Null }]).unwrap();
        let state = ready.interview.state(&answers, &ready.settings, ready.settings.language);
        let found: Vec<_> = state.missing.iter().map(|missing| missing.name.to_string()).collect();
        assert_eq!(found, [open]);
        let (record, _) = ready.interview.read(&answers, &ready.settings);
        let world = World { answers: &record, rules: ready.interview.rules(), settings: &ready.settings };
        assert!(matches!(ready.template.fill(&world, Missing::Error), Err(FillError::Missing(_))), "{open}");
    }
}

#[test]
fn parties_rows_and_signatures_repeat() {
    let text = of("non-disclosure-agreement.mutual");
    for name in ["Houtwerk Groep B.V.", "Lindenbau Systeme GmbH", "Maarten Oosterhuis"] {
        assert!(text.contains(&format!("\n{name}, a")), "{name} is a party");
        assert!(text.contains(&format!("\n{name}\nSignature:\t\t\n")), "{name} signs");
    }
    assert!(text.contains("Party\nContact person\nAddress\nE-mail\nHoutwerk\nEsmée van den Berg\n"));
    assert!(text.contains("\nLindenbau\nJonas Keller\n"));
}

#[test]
fn amounts_and_dates_are_written_in_the_language_of_the_contract() {
    let english = of("non-disclosure-agreement.mutual");
    assert!(english.contains("takes effect on 1 December 2026"), "{english}");
    assert!(english.contains("€50,000.00"), "{english}");
    let dutch = of("overeenkomst-van-opdracht.zzp");
    assert!(dutch.contains("4 januari 2027"), "{dutch}");
    assert!(dutch.contains("€\u{a0}97,50"), "{dutch}");
}

#[test]
fn an_answer_left_out_is_named() {
    let ready = ready().remove(1);
    let (_, mut answers) = ready.answers().remove(0);
    answers.remove("betaaltermijn");
    answers.remove("omschrijving");
    let state = ready.interview.state(&answers, &ready.settings, ready.settings.language);
    let missing: Vec<_> = state.missing.iter().map(|missing| missing.name.to_string()).collect();
    assert_eq!(missing, ["omschrijving"], "the days to pay have a default");
}
