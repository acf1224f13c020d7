use proptest::prelude::*;
use serde_json::json;

use super::*;

fn answers(value: Json) -> Map<String, Json> {
    match value {
        Json::Object(map) => map,
        other => panic!("not an object: {other}"),
    }
}

fn change(name: &str, value: Json) -> Change {
    Change { name: name.parse().unwrap(), value }
}

#[test]
fn each_change_does_one_thing() {
    let table = [
        ("a first answer", json!({}), "fee", json!(5), json!({"fee": 5})),
        ("another answer", json!({"fee": 5}), "fee", json!("6.10"), json!({"fee": "6.10"})),
        ("records on the way", json!({}), "a.b.c", json!(1), json!({"a": {"b": {"c": 1}}})),
        ("an item at the end", json!({"l": [1]}), "l[1]", json!(2), json!({"l": [1, 2]})),
        ("a field of a new item", json!({}), "l[0].name", json!("x"), json!({"l": [{"name": "x"}]})),
        (
            "an item that was only shown",
            json!({}),
            "l[1].name",
            json!("x"),
            json!({"l": [null, {"name": "x"}]}),
        ),
        ("null takes away", json!({"a": 1, "b": 2, "c": 3}), "a", json!(null), json!({"b": 2, "c": 3})),
        ("and the record left empty", json!({"a": {"b": {"c": 1}}}), "a.b.c", json!(null), json!({})),
        (
            "but not its neighbours",
            json!({"a": {"b": 1, "c": 2}}),
            "a.b",
            json!(null),
            json!({"a": {"c": 2}}),
        ),
        ("an item out of the list", json!({"l": [1, 2, 3]}), "l[1]", json!(null), json!({"l": [1, 3]})),
        ("a field out of an item", json!({"l": [{"x": 1}]}), "l[0].x", json!(null), json!({"l": [{}]})),
        ("the only, shown item", json!({}), "l[0]", json!(null), json!({"l": []})),
        ("nothing to take", json!({"a": 1}), "b.c[3].d", json!(null), json!({"a": 1})),
        ("past the end to take", json!({"l": [1]}), "l[5]", json!(null), json!({"l": [1]})),
    ];
    for (what, before, name, value, after) in table {
        let mut map = answers(before);
        apply(&mut map, &[change(name, value)]).unwrap();
        assert_eq!(Json::Object(map), after, "{what}");
    }
}

#[test]
fn order_of_answers_is_kept_when_one_goes() {
    let mut map = answers(json!({"a": 1, "b": 2, "c": 3}));
    apply(&mut map, &[change("a", json!(null))]).unwrap();
    assert_eq!(map.keys().collect::<Vec<_>>(), ["b", "c"]);
}

#[test]
fn all_or_nothing() {
    let mut map = answers(json!({"fee": 1, "client": "Jansen"}));
    let before = map.clone();
    let error = apply(&mut map, &[change("fee", json!(2)), change("client.name", json!("x"))]).unwrap_err();
    assert_eq!(error, ChangeError::NotARecord { name: "client.name".parse().unwrap() });
    assert_eq!(map, before);
}

#[test]
fn hostile_changes_are_refused_by_name() {
    let deep = (0..40).fold(json!(1), |inner, _| json!([inner]));
    let table = [
        (change("l[4000000000]", json!(1)), "TooManyItems"),
        (change("l[1000].x", json!(1)), "TooManyItems"),
        (change("l", json!(vec![0; 1001])), "TooManyItems"),
        (change("t", json!("é".repeat(100_001))), "TextTooLong"),
        (change("d", deep), "TooDeep"),
        (change(&vec!["a"; 33].join("."), json!(1)), "TooDeep"),
        (change("known.x", json!(1)), "NotARecord"),
        (change("known[0]", json!(1)), "NotAList"),
        (change("many", json!(vec![vec![0; 100]; 600])), "TooMuch"),
    ];
    for (change, kind) in table {
        let mut map = answers(json!({"known": 5}));
        let error = apply(&mut map, std::slice::from_ref(&change)).unwrap_err();
        assert!(format!("{error:?}").starts_with(kind), "{}: {error:?}", change.name);
        let [english, dutch] = [Language::En, Language::Nl].map(|language| error.message(language));
        assert!(english != dutch && dutch.contains(&change.name.to_string()), "{dutch}");
        assert_eq!(map, answers(json!({"known": 5})));
    }
}

#[test]
fn too_many_changes_at_once_are_refused() {
    let mut map = Map::new();
    let changes = vec![change("a", json!(1)); 1_001];
    assert_eq!(apply(&mut map, &changes), Err(ChangeError::TooManyChanges));
}

#[test]
fn the_largest_that_fits_fits() {
    let mut map = Map::new();
    apply(&mut map, &[change("l[999]", json!("x".repeat(100_000)))]).unwrap();
    assert_eq!(map["l"].as_array().map(Vec::len), Some(1_000));
}

fn a_name() -> impl Strategy<Value = String> {
    let step =
        prop_oneof!["[a-c]".prop_map(|name| format!(".{name}")), (0usize..4).prop_map(|i| format!("[{i}]"))];
    ("[a-c]", prop::collection::vec(step, 0..4)).prop_map(|(first, rest)| first + &rest.concat())
}

fn a_value() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        ".{0,8}".prop_map(Json::from)
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::vec(("[a-c]", inner), 0..4)
                .prop_map(|fields| Json::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_changes_are_made_or_refused_whole(steps in prop::collection::vec((a_name(), a_value()), 1..8)) {
        let mut map = Map::new();
        for (name, value) in steps {
            let change = change(&name, value);
            let before = map.clone();
            match apply(&mut map, std::slice::from_ref(&change)) {
                Err(error) => {
                    prop_assert_eq!(error.name(), Some(&change.name));
                    prop_assert_eq!(&map, &before);
                }
                Ok(()) => {
                    let all = Json::Object(map.clone());
                    let steps: Vec<&Step> = change.name.steps().iter().collect();
                    let now = find(&all, &steps);
                    match (change.value.is_null(), change.name.steps().last()) {
                        (false, _) => prop_assert_eq!(now, Some(&change.value)),
                        (true, Some(Step::Name(_))) => prop_assert_eq!(now, None),
                        (true, _) => {}
                    }
                    let again = apply(&mut map, std::slice::from_ref(&change));
                    prop_assert!(again.is_ok(), "a change can be made twice");
                }
            }
        }
    }
}
