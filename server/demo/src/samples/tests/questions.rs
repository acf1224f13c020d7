//! The definition and the text fit each other.

use super::support::ready;

#[test]
fn the_engine_has_nothing_to_say_about_a_sample() {
    for ready in ready() {
        assert_eq!(ready.diagnostics, [], "{}", ready.sample.slug);
    }
}

#[test]
fn every_name_in_the_text_is_asked_by_a_question_of_the_definition() {
    for ready in ready() {
        let inferred: Vec<_> =
            ready.interview.questions().into_iter().filter(|asked| asked.inferred).collect();
        assert_eq!(inferred, [], "{}", ready.sample.slug);
    }
}

#[test]
fn every_question_and_page_speaks_both_languages() {
    for ready in ready() {
        let mut waiting = vec![ready.definition()];
        let mut labels = 0;
        while let Some(json) = waiting.pop() {
            for (key, inner) in json.as_object().into_iter().flatten() {
                if ["title", "label", "help", "message"].contains(&key.as_str()) && !inner.is_string() {
                    labels += 1;
                    assert!(
                        inner["en"].is_string() && inner["nl"].is_string(),
                        "{}: {inner}",
                        ready.sample.slug
                    );
                }
            }
            let inner = json.as_object().into_iter().flat_map(|map| map.values().cloned());
            waiting.extend(inner.chain(json.as_array().into_iter().flatten().cloned()));
        }
        assert!(labels > 50, "{} has {labels} texts", ready.sample.slug);
    }
}
