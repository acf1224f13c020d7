//! "Did you mean".

/// The one among the names that a person most likely meant, when one is close enough to what was
/// typed: upper and lower case do not count, and one in three letters may differ.
pub fn suggest<'a>(name: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = name.to_lowercase();
    let allowed = typed.chars().count().div_ceil(3);
    among
        .into_iter()
        .filter(|candidate| *candidate != name)
        .map(|candidate| {
            let distance = strsim::osa_distance(&typed, &candidate.to_lowercase());
            (distance, candidate)
        })
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Whether a name was probably typed for another by a slip of the pen, and is not another name: upper and lower case
/// do not count, the first letter is right (`lender` is no slip for `sender`), more than the digits differs (nor is
/// `child2` for `child1`), and one letter of a name of four or more is wrong, two of one of eight or more.
pub fn is_slip(typed: &str, meant: &str) -> bool {
    // Most names are ruled out by this, at little cost.
    let first = |name: &str| name.chars().next().and_then(|first| first.to_lowercase().next());
    if typed.len().abs_diff(meant.len()) > 8 || first(typed) != first(meant) {
        return false;
    }
    let (small, meant_small) = (typed.to_lowercase(), meant.to_lowercase());
    let without_digits = |name: &str| name.chars().filter(|c| !c.is_numeric()).collect::<String>();
    let allowed = match small.chars().count() {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    };
    typed != meant
        && (small == meant_small || without_digits(&small) != without_digits(&meant_small))
        && strsim::osa_distance(&small, &meant_small) <= allowed
}

#[cfg(test)]
mod tests {
    use super::{is_slip, suggest};

    #[test]
    fn a_slip_is_nearer_than_another_name() {
        for (typed, meant) in [
            ("cleint", "client"),
            ("nmae", "name"),
            ("Fee", "fee"),
            ("organisaton", "organisation"),
            ("partys", "party"),
        ] {
            assert!(is_slip(typed, meant), "{typed} for {meant}");
        }
        for (typed, other) in [
            ("fee", "fee"),
            ("fees", "tees"),
            ("lender", "sender"),
            ("child2", "child1"),
            ("seller2", "seller"),
            ("children", "child"),
            ("to", "so"),
            ("date", "data_of"),
        ] {
            assert!(!is_slip(typed, other), "{typed} for {other}");
        }
    }

    #[test]
    fn finds_the_near_one_and_leaves_the_far_ones() {
        let names = ["client.name", "client.address", "fee"];
        assert_eq!(suggest("cleint.name", names), Some("client.name"));
        assert_eq!(suggest("Fee", names), Some("fee"));
        assert_eq!(suggest("fee", names), None);
        assert_eq!(suggest("landlord", names), None);
    }
}
