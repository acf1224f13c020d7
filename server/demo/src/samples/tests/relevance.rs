//! For each sample: answers one after another, and the questions that each makes appear or vanish.

use std::collections::BTreeSet;

use akte_interview::{Change, QuestionState, apply};
use serde_json::{Map, Value as Json, json};

use super::support::{Ready, ready};

fn shown(ready: &Ready, answers: &Map<String, Json>) -> Vec<String> {
    fn walk(questions: Vec<QuestionState>, names: &mut Vec<String>) {
        for question in questions {
            names.push(question.name.to_string());
            walk(question.fields.unwrap_or_default(), names);
            walk(question.items.unwrap_or_default(), names);
        }
    }
    let state = ready.interview.state(answers, &ready.settings, ready.settings.language);
    assert_eq!(state.problems, [] as [String; 0]);
    let mut names = Vec::new();
    state.pages.into_iter().for_each(|page| walk(page.questions, &mut names));
    names
}

/// `+name` for each question that appears with the answer, in order, then `-name` for each that vanishes.
fn change(before: &[String], after: &[String]) -> String {
    let (old, new): (BTreeSet<_>, BTreeSet<_>) = (before.iter().collect(), after.iter().collect());
    let appear = after.iter().filter(|name| !old.contains(name)).map(|name| format!("+{name}"));
    let vanish = before.iter().filter(|name| !new.contains(name)).map(|name| format!("-{name}"));
    appear.chain(vanish).collect::<Vec<_>>().join(" ")
}

/// What each answer changes, a line for each.
fn sequence(slug: &str, steps: &[(&str, Json)]) -> Vec<String> {
    let ready = ready().into_iter().find(|ready| ready.sample.slug == slug).unwrap();
    let mut answers = Map::new();
    let mut before = shown(&ready, &answers);
    let step = |(name, value): &(&str, Json)| {
        apply(&mut answers, &[Change { name: name.parse().unwrap(), value: value.clone() }]).unwrap();
        let after = shown(&ready, &answers);
        let line = format!("{name} = {value}: {}", change(&before, &after));
        before = after;
        line
    };
    steps.iter().map(step).collect()
}

#[test]
fn of_the_arbeidsovereenkomst() {
    let steps = [
        ("thuiswerken", json!(true)),
        ("duur", json!("onbepaald")),
        ("opzegtermijn_verlengd", json!(true)),
        ("duur", json!("bepaald")),
        ("ingangsdatum", json!("2027-01-01")),
        ("einddatum", json!("2027-06-29")),
        ("einddatum", json!("2027-06-30")),
        ("einddatum", json!("2027-07-01")),
        ("relatie", json!(true)),
        ("duur", json!("onbepaald")),
    ];
    let expected = [
        "thuiswerken = true: +thuisdagen",
        r#"duur = "onbepaald": +opzegtermijn_verlengd +proeftijd"#,
        "opzegtermijn_verlengd = true: +opzegtermijn",
        r#"duur = "bepaald": +einddatum +tussentijds -opzegtermijn_verlengd -opzegtermijn -proeftijd"#,
        r#"ingangsdatum = "2027-01-01": "#,
        r#"einddatum = "2027-06-29": "#,
        r#"einddatum = "2027-06-30": +aanzegging_nu"#,
        r#"einddatum = "2027-07-01": +proeftijd"#,
        "relatie = true: +relatie_maanden +motivering +boete",
        r#"duur = "onbepaald": +opzegtermijn_verlengd +opzegtermijn -einddatum -aanzegging_nu -tussentijds -motivering"#,
    ];
    assert_eq!(sequence("arbeidsovereenkomst", &steps), expected);
}

#[test]
fn of_the_huurovereenkomst() {
    let steps = [
        ("btw", json!(true)),
        ("zekerheid", json!("waarborgsom")),
        ("zekerheid", json!("geen")),
        ("borgen[0]", json!({ "soort": "persoon" })),
        ("borgen[0].soort", json!("organisatie")),
        ("break_optie", json!(true)),
        ("break_vergoeding", json!(true)),
        ("break_optie", json!(false)),
    ];
    let expected = [
        "btw = true: +verhuurder.vat +huurder.vat +boekjaar",
        r#"zekerheid = "waarborgsom": +zekerheid_bedrag"#,
        r#"zekerheid = "geen": -zekerheid_bedrag"#,
        r#"borgen[0] = {"soort":"persoon"}: +borgen[0] +borgen[0].naam +borgen[0].soort +borgen[0].geboortedatum +borgen[0].adres +borgen[0].adres.street +borgen[0].adres.number +borgen[0].adres.addition +borgen[0].adres.postcode +borgen[0].adres.city +borgen[0].adres.country +borgen[0].maximum"#,
        r#"borgen[0].soort = "organisatie": +borgen[0].kvk -borgen[0].geboortedatum"#,
        "break_optie = true: +break_datum +break_vergoeding",
        "break_vergoeding = true: +break_bedrag",
        "break_optie = false: -break_datum -break_vergoeding -break_bedrag",
    ];
    assert_eq!(sequence("huurovereenkomst-kantoorruimte", &steps), expected);
}

#[test]
fn of_the_overeenkomst_van_opdracht() {
    let steps = [
        ("soort_opdrachtnemer", json!("zzp")),
        ("soort_opdrachtnemer", json!("persoon")),
        ("prijs", json!("vast")),
        ("meerwerk", json!(true)),
        ("geschillen", json!("arbitrage")),
        ("boete", json!(true)),
    ];
    let expected = [
        r#"soort_opdrachtnemer = "zzp": +zelfstandige +zelfstandige.naam +zelfstandige.handelsnaam +zelfstandige.adres +zelfstandige.adres.street +zelfstandige.adres.number +zelfstandige.adres.addition +zelfstandige.adres.postcode +zelfstandige.adres.city +zelfstandige.adres.country +zelfstandige.kvk"#,
        r#"soort_opdrachtnemer = "persoon": -zelfstandige.handelsnaam -zelfstandige.kvk"#,
        r#"prijs = "vast": +vaste_prijs +termijnen +meerwerk"#,
        "meerwerk = true: +tarieven +tarieven[0] +tarieven[0].functie +tarieven[0].tarief +reistijd",
        r#"geschillen = "arbitrage": +plaats_arbitrage -rechtbank"#,
        "boete = true: +boete_bedrag +boete_per_dag",
    ];
    assert_eq!(sequence("overeenkomst-van-opdracht", &steps), expected);
}

#[test]
fn of_the_non_disclosure_agreement() {
    let steps = [
        ("structure", json!("one_way")),
        ("parties[0].kind", json!("individual")),
        ("personal_data", json!(true)),
        ("law", json!("other")),
        ("forum", json!("arbitration")),
    ];
    let expected = [
        r#"structure = "one_way": +parties[0].role +parties[1].role"#,
        r#"parties[0].kind = "individual": "#,
        "personal_data = true: +breach_hours",
        r#"law = "other": +other_law +other_court"#,
        r#"forum = "arbitration": +arbitration.rules +arbitration.seat +arbitration.arbitrators -other_court"#,
    ];
    assert_eq!(sequence("non-disclosure-agreement", &steps), expected);
}

#[test]
fn of_the_akte_van_oprichting() {
    let steps = [
        ("oprichters[0].soort", json!("organisatie")),
        ("oprichters[0].organisatie.representatives[0].authority", json!("proxy")),
        ("oprichters[0].organisatie.representatives[0].authority", json!("jointly")),
        ("oprichters[0].organisatie.representatives[1].person.gender", json!("female")),
        ("oprichters[0].soort", json!("persoon")),
        ("oprichters[1].soort", json!("organisatie")),
        ("oprichters[1].soort", json!("persoon")),
        ("agio", json!(true)),
        ("storting", json!("later")),
        ("blokkering", json!("aanbieding")),
        ("blokkering", json!("geen")),
        ("goedkeuring_bestuur", json!(true)),
    ];
    let expected = [
        r#"oprichters[0].soort = "organisatie": +oprichters[0].organisatie +oprichters[0].organisatie.name +oprichters[0].organisatie.legal_form +oprichters[0].organisatie.seat +oprichters[0].organisatie.kvk +oprichters[0].organisatie.address +oprichters[0].organisatie.address.street +oprichters[0].organisatie.address.number +oprichters[0].organisatie.address.addition +oprichters[0].organisatie.address.postcode +oprichters[0].organisatie.address.city +oprichters[0].organisatie.representatives +oprichters[0].organisatie.representatives[0] +oprichters[0].organisatie.representatives[0].person +oprichters[0].organisatie.representatives[0].person.name.first +oprichters[0].organisatie.representatives[0].person.name.prefix +oprichters[0].organisatie.representatives[0].person.name.last +oprichters[0].organisatie.representatives[0].person.birth.date +oprichters[0].organisatie.representatives[0].person.birth.place +oprichters[0].organisatie.representatives[0].person.gender +oprichters[0].organisatie.representatives[0].authority"#,
        r#"oprichters[0].organisatie.representatives[0].authority = "proxy": "#,
        r#"oprichters[0].organisatie.representatives[0].authority = "jointly": +oprichters[0].organisatie.representatives[0].capacity"#,
        r#"oprichters[0].organisatie.representatives[1].person.gender = "female": +oprichters[0].organisatie.representatives[1] +oprichters[0].organisatie.representatives[1].person +oprichters[0].organisatie.representatives[1].person.name.first +oprichters[0].organisatie.representatives[1].person.name.prefix +oprichters[0].organisatie.representatives[1].person.name.last +oprichters[0].organisatie.representatives[1].person.birth.date +oprichters[0].organisatie.representatives[1].person.birth.place +oprichters[0].organisatie.representatives[1].person.gender +oprichters[0].organisatie.representatives[1].authority"#,
        r#"oprichters[0].soort = "persoon": +oprichters[0].persoon +oprichters[0].persoon.name.first +oprichters[0].persoon.name.prefix +oprichters[0].persoon.name.last +oprichters[0].persoon.birth.date +oprichters[0].persoon.birth.place +oprichters[0].persoon.gender +oprichters[0].persoon.address +oprichters[0].persoon.address.street +oprichters[0].persoon.address.number +oprichters[0].persoon.address.addition +oprichters[0].persoon.address.postcode +oprichters[0].persoon.address.city +oprichters[0].staat -oprichters[0].organisatie -oprichters[0].organisatie.name -oprichters[0].organisatie.legal_form -oprichters[0].organisatie.seat -oprichters[0].organisatie.kvk -oprichters[0].organisatie.address -oprichters[0].organisatie.address.street -oprichters[0].organisatie.address.number -oprichters[0].organisatie.address.addition -oprichters[0].organisatie.address.postcode -oprichters[0].organisatie.address.city -oprichters[0].organisatie.representatives -oprichters[0].organisatie.representatives[0] -oprichters[0].organisatie.representatives[0].person -oprichters[0].organisatie.representatives[0].person.name.first -oprichters[0].organisatie.representatives[0].person.name.prefix -oprichters[0].organisatie.representatives[0].person.name.last -oprichters[0].organisatie.representatives[0].person.birth.date -oprichters[0].organisatie.representatives[0].person.birth.place -oprichters[0].organisatie.representatives[0].person.gender -oprichters[0].organisatie.representatives[0].authority -oprichters[0].organisatie.representatives[0].capacity -oprichters[0].organisatie.representatives[1] -oprichters[0].organisatie.representatives[1].person -oprichters[0].organisatie.representatives[1].person.name.first -oprichters[0].organisatie.representatives[1].person.name.prefix -oprichters[0].organisatie.representatives[1].person.name.last -oprichters[0].organisatie.representatives[1].person.birth.date -oprichters[0].organisatie.representatives[1].person.birth.place -oprichters[0].organisatie.representatives[1].person.gender -oprichters[0].organisatie.representatives[1].authority"#,
        r#"oprichters[1].soort = "organisatie": +oprichters[1] +oprichters[1].soort +oprichters[1].organisatie +oprichters[1].organisatie.name +oprichters[1].organisatie.legal_form +oprichters[1].organisatie.seat +oprichters[1].organisatie.kvk +oprichters[1].organisatie.address +oprichters[1].organisatie.address.street +oprichters[1].organisatie.address.number +oprichters[1].organisatie.address.addition +oprichters[1].organisatie.address.postcode +oprichters[1].organisatie.address.city +oprichters[1].organisatie.representatives +oprichters[1].organisatie.representatives[0] +oprichters[1].organisatie.representatives[0].person +oprichters[1].organisatie.representatives[0].person.name.first +oprichters[1].organisatie.representatives[0].person.name.prefix +oprichters[1].organisatie.representatives[0].person.name.last +oprichters[1].organisatie.representatives[0].person.birth.date +oprichters[1].organisatie.representatives[0].person.birth.place +oprichters[1].organisatie.representatives[0].person.gender +oprichters[1].organisatie.representatives[0].authority +oprichters[1].aandelen"#,
        r#"oprichters[1].soort = "persoon": +oprichters[1].persoon +oprichters[1].persoon.name.first +oprichters[1].persoon.name.prefix +oprichters[1].persoon.name.last +oprichters[1].persoon.birth.date +oprichters[1].persoon.birth.place +oprichters[1].persoon.gender +oprichters[1].persoon.address +oprichters[1].persoon.address.street +oprichters[1].persoon.address.number +oprichters[1].persoon.address.addition +oprichters[1].persoon.address.postcode +oprichters[1].persoon.address.city +oprichters[1].staat -oprichters[1].organisatie -oprichters[1].organisatie.name -oprichters[1].organisatie.legal_form -oprichters[1].organisatie.seat -oprichters[1].organisatie.kvk -oprichters[1].organisatie.address -oprichters[1].organisatie.address.street -oprichters[1].organisatie.address.number -oprichters[1].organisatie.address.addition -oprichters[1].organisatie.address.postcode -oprichters[1].organisatie.address.city -oprichters[1].organisatie.representatives -oprichters[1].organisatie.representatives[0] -oprichters[1].organisatie.representatives[0].person -oprichters[1].organisatie.representatives[0].person.name.first -oprichters[1].organisatie.representatives[0].person.name.prefix -oprichters[1].organisatie.representatives[0].person.name.last -oprichters[1].organisatie.representatives[0].person.birth.date -oprichters[1].organisatie.representatives[0].person.birth.place -oprichters[1].organisatie.representatives[0].person.gender -oprichters[1].organisatie.representatives[0].authority"#,
        "agio = true: +koers",
        r#"storting = "later": -agio -koers"#,
        r#"blokkering = "aanbieding": +termijn"#,
        r#"blokkering = "geen": -termijn"#,
        "goedkeuring_bestuur = true: +drempel",
    ];
    assert_eq!(sequence("akte-van-oprichting", &steps), expected);
}
