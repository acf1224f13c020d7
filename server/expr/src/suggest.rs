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

#[cfg(test)]
mod tests {
    use super::suggest;

    #[test]
    fn finds_the_near_one_and_leaves_the_far_ones() {
        let names = ["client.name", "client.address", "fee"];
        assert_eq!(suggest("cleint.name", names), Some("client.name"));
        assert_eq!(suggest("Fee", names), Some("fee"));
        assert_eq!(suggest("fee", names), None);
        assert_eq!(suggest("landlord", names), None);
    }
}
