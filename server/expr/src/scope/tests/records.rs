use super::*;

fn people() -> Given {
    given(
        r#"{
        "jan": {"kind": "person", "name": {"first": "Jan", "prefix": "de", "last": "Vries"}, "gender": "man",
                "birth": {"date": "date:1990-03-06", "place": "Leiden"}, "phone": "0612345678",
                "address": {"street": "Herengracht", "number": "12", "addition": "A", "postcode": "1015 BK", "city": "Amsterdam", "country": null}},
        "initials": {"kind": "person", "name": {"initials": "P.", "last": "Bos"}},
        "anna": {"kind": "person", "name": "Anna Visser", "gender": "female"},
        "org": {"kind": "organisation", "name": "Noordster B.V.",
                "address": {"street": "Kade", "number": 3, "addition": null, "postcode": "3011 AA", "city": "Rotterdam", "country": "Nederland"}},
        "boston": {"address": "1 Main St", "city": "Boston", "state": "MA", "zip": "02108"},
        "group": {"a": 1}
        }"#,
    )
}

#[test]
fn people_and_addresses() {
    prints(
        &people(),
        &[
            ("jan", "Jan de Vries"),
            ("jan.name.full()", "Jan de Vries"),
            ("jan.name.lastfirst()", "Vries, Jan de"),
            ("jan.name_full()", "Jan de Vries"),
            ("jan.familiar()", "Jan"),
            ("initials", "P. Bos"),
            ("anna", "Anna Visser"),
            ("anna.name.full()", "Anna Visser"),
            ("org", "Noordster B.V."),
            ("[jan, org]", "Jan de Vries en Noordster B.V."),
            ("jan.address", "Herengracht 12-A, 1015 BK Amsterdam"),
            ("jan.address.block()", "Herengracht 12-A\n1015 BK Amsterdam"),
            ("jan.address.line_one()", "Herengracht 12-A"),
            ("jan.address.line_two()", "1015 BK Amsterdam"),
            ("jan.address.zip", "1015 BK"),
            ("org.address.on_one_line()", "Kade 3, 3011 AA Rotterdam, Nederland"),
            ("org.address_block()", "Noordster B.V.\nKade 3\n3011 AA Rotterdam\nNederland"),
            ("boston.on_one_line()", "1 Main St, Boston, MA 02108"),
            ("jan.age_in_years()", "35"),
            ("jan.age_in_months()", "431"),
            ("jan.age_in_years(decimals=true)", "35,92"),
            ("jan.age_in_years(as_of=jan.birth.date + period(years=18))", "18"),
            ("jan.formatted_age()", "35 jaar"),
            ("jan.phone_numbers()", "06 12345678"),
            ("jan.pronoun_subjective()", "hij"),
            ("jan.pronoun_possessive('woning')", "zijn woning"),
            ("jan.pronoun_possessive('woning', capitalize=true)", "Zijn woning"),
            ("anna.pronoun()", "haar"),
            ("jan.salutation()", "de heer"),
            ("jan.possessive('huis')", "Jan de Vries’ huis"),
        ],
    );
    prints(
        &people().language(Language::En),
        &[
            ("anna.pronoun_subjective()", "she"),
            ("org.pronoun_possessive('seat')", "its seat"),
            ("anna.possessive('car')", "Anna Visser’s car"),
            ("anna.pronoun_possessive(target='agent')", "her agent"),
        ],
    );
}

#[test]
fn what_has_no_text_says_so() {
    let g = people();
    assert!(g.print("group").contains("Say which of them"));
    assert!(g.print("jan.name.first.last").contains("is a text, so it has no `last`"));
    assert!(g.print("{'amount': 1}.amuont").contains("Did you mean `amount`?"));
}
