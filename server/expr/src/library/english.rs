//! English grammar for the methods of docassemble: one and more, present and past.

/// More of a noun: party, parties.
pub(super) fn plural(noun: &str) -> String {
    const IRREGULAR: [(&str, &str); 8] = [
        ("child", "children"),
        ("person", "people"),
        ("man", "men"),
        ("woman", "women"),
        ("spouse", "spouses"),
        ("attorney-in-fact", "attorneys-in-fact"),
        ("wife", "wives"),
        ("life", "lives"),
    ];
    if let Some((_, more)) = IRREGULAR.iter().find(|(one, _)| *one == noun) {
        return (*more).to_owned();
    }
    if let Some(stem) = noun.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'i', 'o', 'u'])
    {
        return format!("{stem}ies");
    }
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| noun.ends_with(end));
    format!("{noun}{}", if hisses { "es" } else { "s" })
}

/// One of a noun: parties, party.
pub(super) fn singular(noun: &str) -> String {
    const IRREGULAR: [(&str, &str); 6] = [
        ("children", "child"),
        ("people", "person"),
        ("men", "man"),
        ("women", "woman"),
        ("spouses", "spouse"),
        ("wives", "wife"),
    ];
    if let Some((_, one)) = IRREGULAR.iter().find(|(more, _)| *more == noun) {
        return (*one).to_owned();
    }
    if let Some(stem) = noun.strip_suffix("ies") {
        return format!("{stem}y");
    }
    let hissing = ["ses", "xes", "zes", "ches", "shes"].iter().any(|end| noun.ends_with(end));
    let end = if hissing { 2 } else { usize::from(noun.ends_with('s') && !noun.ends_with("ss")) };
    noun.get(..noun.len() - end).unwrap_or(noun).to_owned()
}

/// A verb, given in any form of the present, for one or for more.
pub(super) fn present(verb: &str, more: bool) -> String {
    let base = match verb {
        "is" | "are" | "am" => "be",
        "has" => "have",
        "does" => "do",
        _ => verb,
    };
    let (one, many) = match base {
        "be" => ("is", "are"),
        "have" => ("has", "have"),
        "do" => ("does", "do"),
        _ => {
            let infinitive = if base.ends_with('s') { singular(base) } else { base.to_owned() };
            return if more { infinitive } else { plural(&infinitive) };
        }
    };
    if more { many } else { one }.to_owned()
}

/// A verb, given in any form, in the past, for one or for more.
pub(super) fn past(verb: &str, more: bool) -> String {
    match verb {
        "is" | "are" | "be" | "was" | "were" => if more { "were" } else { "was" }.to_owned(),
        "has" | "have" | "had" => "had".to_owned(),
        "does" | "do" | "did" => "did".to_owned(),
        _ if verb.ends_with("ed") => verb.to_owned(),
        _ => {
            let infinitive = present(verb, true);
            match infinitive.strip_suffix('y') {
                Some(stem) if !stem.ends_with(['a', 'e', 'o']) => format!("{stem}ied"),
                _ if infinitive.ends_with('e') => format!("{infinitive}d"),
                _ => format!("{infinitive}ed"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns() {
        for (one, more) in [
            ("party", "parties"),
            ("child", "children"),
            ("tax", "taxes"),
            ("day", "days"),
            ("heir", "heirs"),
            ("witness", "witnesses"),
        ] {
            assert_eq!(plural(one), more);
            assert_eq!(singular(more), one);
        }
    }

    #[test]
    fn verbs() {
        for (verb, one, more) in [
            ("is", "is", "are"),
            ("has", "has", "have"),
            ("live", "lives", "live"),
            ("lives", "lives", "live"),
            ("reside", "resides", "reside"),
            ("does", "does", "do"),
        ] {
            assert_eq!(present(verb, false), one);
            assert_eq!(present(verb, true), more);
        }
        assert_eq!(past("is", true), "were");
        assert_eq!(past("file", false), "filed");
        assert_eq!(past("apply", false), "applied");
    }
}
