//! Texts that people read: one for all, or one per language.

use std::sync::Arc;

use akte_expr::Language;

/// A label, title, help text or message: one text for every language, or one per language.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Wording(Vec<(Option<Language>, Arc<str>)>);

impl Wording {
    /// The same text in every language.
    pub fn same(text: impl Into<Arc<str>>) -> Wording {
        Wording(vec![(None, text.into())])
    }

    /// One text per language.
    pub fn per_language(texts: impl IntoIterator<Item = (Language, Arc<str>)>) -> Wording {
        Wording(texts.into_iter().map(|(language, text)| (Some(language), text)).collect())
    }

    /// The text in `language`; where it is not given, in English, and otherwise the first that is given.
    pub fn get(&self, language: Language) -> &str {
        let of = |wanted| self.0.iter().find(|(language, _)| *language == wanted);
        of(Some(language))
            .or_else(|| of(None))
            .or_else(|| of(Some(Language::En)))
            .or_else(|| self.0.first())
            .map_or("", |(_, text)| text)
    }
}

/// The four texts of the product's own words, in the order nl, en, de, fr.
pub(crate) fn own(texts: [&str; 4]) -> Wording {
    Wording::per_language(Language::ALL.into_iter().zip(texts.map(Arc::from)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_language_is_taken() {
        let two = Wording::per_language([(Language::Nl, "Huur".into()), (Language::En, "Rent".into())]);
        assert_eq!(two.get(Language::Nl), "Huur");
        assert_eq!(two.get(Language::De), "Rent");
        assert_eq!(Wording::per_language([(Language::Fr, "Loyer".into())]).get(Language::Nl), "Loyer");
        assert_eq!(Wording::same("Rent").get(Language::Fr), "Rent");
        assert_eq!(own(["Huur", "Rent", "Miete", "Loyer"]).get(Language::De), "Miete");
    }
}
