//! What holds for every expression while answers come in: a result that is there never changes, what
//! is needed is really open, and what was touched is enough.

use proptest::prelude::*;

use super::*;

const YES_NO: [&str; 4] = ["a", "b", "c", "d"];
const NUMBERS: [&str; 3] = ["n", "m", "k"];

/// A condition on the names above.
fn condition() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        prop::sample::select(NUMBERS.to_vec()).prop_map(str::to_owned),
        (0..3_i32).prop_map(|n| n.to_string()),
        (
            prop::sample::select(NUMBERS.to_vec()),
            prop::sample::select(vec!["+", "-", "*", "//", "%"]),
            0..3_i32
        )
            .prop_map(|(name, op, n)| format!("({name} {op} {n})")),
    ];
    let compared = (number.clone(), prop::sample::select(vec!["==", "!=", "<", "<=", ">"]), number)
        .prop_map(|(left, op, right)| format!("({left} {op} {right})"));
    let leaf = prop_oneof![
        4 => prop::sample::select(YES_NO.to_vec()).prop_map(str::to_owned),
        2 => compared,
        1 => prop::sample::select(vec!["true", "false"]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(5, 40, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} and {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} or {b})")),
            inner.clone().prop_map(|a| format!("(not {a})")),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(a, b, c)| format!("({a} if {b} else {c})")),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(a, b, c)| format!("([{a}, {b}] | select | length > ({c} | int))")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("({a} == {b})")),
        ]
    })
}

/// Answers to all names, and which of them are there already.
fn answers() -> impl Strategy<Value = (Record, Record)> {
    let yes = prop::collection::vec((any::<bool>(), any::<bool>()), YES_NO.len());
    let numbers = prop::collection::vec((-2..3_i64, any::<bool>()), NUMBERS.len());
    (yes, numbers).prop_map(|(yes, numbers)| {
        let yes = YES_NO.into_iter().zip(yes).map(|(name, (yes, there))| (name, Value::from(yes), there));
        let numbers =
            NUMBERS.into_iter().zip(numbers).map(|(name, (n, there))| (name, Value::from(n), there));
        let (mut all, mut some) = (Record::default(), Record::default());
        for (name, value, there) in yes.chain(numbers) {
            all = all.with(name, value.clone());
            if there {
                some = some.with(name, value);
            }
        }
        (all, some)
    })
}

fn evaluate(
    answers: &Record,
    expr: &Expr,
) -> (Result<Value, EvalError>, Result<Truth, EvalError>, Vec<Path>) {
    let (rules, settings) = (Rules::new(), given("{}").settings);
    let world = World { answers, rules: &rules, settings: &settings };
    let value = Scope::new(&world).eval(expr);
    let mut scope = Scope::new(&world);
    let truth = scope.truth(expr);
    let touched = scope.touched().iter().map(|touch| touch.path.clone()).collect();
    (value, truth, touched)
}

/// The answers that were touched, and no others.
fn only(answers: &Record, touched: &[Path]) -> Record {
    touched.iter().fold(Record::default(), |record, path| match answers.get(path.first_name()) {
        Some(value) => record.with(path.first_name(), value.clone()),
        None => record,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn what_is_known_stays(text in condition(), (all, some) in answers()) {
        let expr = parse(&text).unwrap();
        let (early, early_truth, early_touched) = evaluate(&some, &expr);
        let (late, late_truth, touched) = evaluate(&all, &expr);
        match early {
            Ok(Value::Unanswered(needs)) => {
                prop_assert!(!needs.is_empty());
                for path in needs.iter() {
                    prop_assert!(some.get(path.first_name()).is_none(), "{} is answered", path);
                }
            }
            // A mistake in what is not needed may come later: `n // 0 or a`.
            Ok(value) => prop_assert!(late.is_err() || late == Ok(value.clone()), "{:?} {:?}", value, late),
            Err(_) => prop_assert!(late.is_err()),
        }
        // Whatever comes, what decided stays; with nothing but what was touched it comes to the same.
        match early_truth {
            Ok(Truth::Unanswered(_)) | Err(_) => {}
            ref truth => prop_assert!(late_truth.is_err() || late_truth == *truth),
        }
        prop_assert!(late_truth.is_err() || evaluate(&only(&all, &touched), &expr).1 == late_truth);
        if let Ok(Truth::Yes | Truth::No) = early_truth {
            prop_assert_eq!(evaluate(&only(&some, &early_touched), &expr).1, early_truth);
        }
    }
}
