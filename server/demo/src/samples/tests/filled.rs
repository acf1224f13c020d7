//! Documents made of the samples.

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

fn assert_clean(name: &str, paragraphs: &[String]) {
    for paragraph in paragraphs {
        assert_eq!(blemish(paragraph), None, "{name}: {paragraph:?}");
    }
}

fn filled() -> Vec<(String, Vec<String>)> {
    let all = |ready: Ready| ready.answers().into_iter().map(move |(name, answers)| (name, ready.fill(&answers)));
    ready().into_iter().flat_map(all).collect()
}

fn of(name: &str) -> String {
    let (_, paragraphs) = filled().into_iter().find(|(file, _)| file == name).unwrap();
    paragraphs.join("\n")
}

#[test]
fn the_answers_beside_the_sources_make_clean_documents() {
    let filled = filled();
    assert_eq!(filled.len(), 4);
    for (name, paragraphs) in filled {
        assert_clean(&name, &paragraphs);
    }
}

#[test]
fn the_template_tests_of_the_definitions_hold() {
    for ready in ready() {
        let definition = ready.definition();
        let tests = definition["tests"].as_array().unwrap();
        assert!(tests.len() >= 2, "{}", ready.sample.slug);
        for test in tests {
            let paragraphs = ready.fill(test["answers"].as_object().unwrap());
            assert_clean(&test["name"].to_string(), &paragraphs);
            let text = paragraphs.join("\n");
            for expected in test["expect"].as_array().unwrap() {
                let (key, phrase) = expected.as_object().and_then(|map| map.iter().next()).unwrap();
                let found = text.contains(phrase.as_str().unwrap());
                assert_eq!(found, key == "contains", "{}: {expected}", test["name"]);
            }
        }
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
