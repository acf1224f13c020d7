//! How long the state of an interview takes: 200 questions, 300 conditions. Prints figures and judges nothing.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use akte_expr::{Language, Place, Settings, Usage, Use, civil, parse};
use akte_interview::{Definition, Interview};
use serde_json::{Map, Value as Json, json};

const QUESTIONS: usize = 200;
const CONDITIONS: usize = 300;
const RUNS: usize = 400;

fn main() {
    let interview = interview();
    let settings = settings();
    println!("state of {QUESTIONS} questions and {CONDITIONS} conditions, {RUNS} runs each");
    println!("{:<16} {:>6} {:>10} {:>10}", "answers", "shown", "median", "p99");
    for (name, answered) in [("none", 0), ("half", QUESTIONS / 2), ("all", QUESTIONS)] {
        let answers = answers(answered);
        let state = interview.state(&answers, &settings, Language::En);
        let shown: usize = state.pages.iter().map(|page| page.questions.len()).sum();
        let mut times: Vec<Duration> = (0..RUNS)
            .map(|_| {
                let start = Instant::now();
                black_box(interview.state(black_box(&answers), &settings, Language::En));
                start.elapsed()
            })
            .collect();
        times.sort();
        let at = |hundredth: usize| format!("{:.3} ms", times[RUNS * hundredth / 100].as_secs_f64() * 1e3);
        println!("{name:<16} {shown:>6} {:>10} {:>10}", at(50), at(99));
    }
}

fn settings() -> Settings {
    let today = civil::date(2026, 2, 3);
    Settings { language: Language::En, today, now: today.at(10, 30, 0, 0) }
}

/// Every second question is a yes or no; the others are printed, under conditions on three of them.
fn interview() -> Interview {
    let place = Arc::new(Place::default());
    let yes_no = |i: usize| format!("q{}", i * 2 % QUESTIONS);
    let nodes = (0..CONDITIONS).map(|i| {
        let condition = format!("{} and ({} or not {})", yes_no(i), yes_no(i * 7 + 3), yes_no(i * 13 + 5));
        let expr = parse(&format!("q{}", (i * 2 + 1) % QUESTIONS)).unwrap();
        let body = vec![Use::Value { expr, place: place.clone() }];
        Use::If { branches: vec![(parse(&condition).unwrap(), place.clone(), body)], otherwise: Vec::new() }
    });
    let question = |i: usize| match i % 10 {
        0 | 2 | 4 | 6 | 8 => {
            json!({ "name": format!("q{i}"), "type": "yes_no", "label": { "en": "Question", "nl": "Vraag" } })
        }
        1 => {
            json!({ "name": format!("q{i}"), "type": "date", "required": format!("q{} and q{}", i - 1, (i + 1) % QUESTIONS) })
        }
        3 => {
            json!({ "name": format!("q{i}"), "type": "money", "default": "100", "checks": [{ "expr": format!("q{i}.amount > 0"), "message": "Too little" }] })
        }
        _ => {
            json!({ "name": format!("q{i}"), "type": "text", "label": "A text", "help": "As in the register" })
        }
    };
    let pages: Vec<Json> = (0..QUESTIONS / 20)
        .map(|page| json!({ "id": format!("p{page}"), "questions": (page * 20..(page + 1) * 20).map(question).collect::<Vec<_>>() }))
        .collect();
    let definition = Definition::read(&json!({ "schema": 1, "pages": pages }).to_string()).unwrap();
    let usage = Usage { nodes: nodes.collect() };
    let (interview, _) = Interview::new(&usage, Some(definition));
    interview
}

fn answers(count: usize) -> Map<String, Json> {
    let answer = |i: usize| match i % 10 {
        0 | 2 | 4 | 6 | 8 => json!(!i.is_multiple_of(3)),
        1 => json!("2026-02-01"),
        3 => json!({ "amount": "12.50", "currency": "EUR" }),
        _ => json!("Some words"),
    };
    (0..count).map(|i| (format!("q{i}"), answer(i))).collect()
}
