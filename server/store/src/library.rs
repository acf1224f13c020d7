//! Finding templates and matters by their words.

use std::cmp::Reverse;

use akte_model::{Action, Category, Id, Matter, Template, Tenant, VersionState};
use sqlx::AnyConnection;

use crate::content::{
    CATEGORIES, Content, Page, PageRequest, all_matters, all_templates, list_favourites, list_own_matters,
    one_matter, one_template,
};
use crate::error::{Error, Result};
use crate::gate::Actor;
use crate::index::{Indexed, Sight, fold};
use crate::store::Store;

/// What templates to look for.
#[derive(Debug, Clone, Default)]
pub struct TemplateSearch {
    /// Words that the title, category and language hold.
    pub query: String,
    /// Of this category only.
    pub category: Option<Id<Category>>,
    /// The favourites of who asks only.
    pub favourites: bool,
}

impl From<&str> for TemplateSearch {
    fn from(query: &str) -> Self {
        Self { query: query.to_owned(), ..Self::default() }
    }
}

/// By title.
impl Indexed for Template {
    type Order = (String, Id<Self>);

    fn id(&self) -> Id<Self> {
        self.id
    }

    fn order(&self) -> Self::Order {
        (fold(&self.title), self.id)
    }

    fn words(&self) -> String {
        let category = self.category.as_ref().map_or("", |category| &category.name);
        format!("{} {category} {}", self.title, self.language)
    }

    async fn all(connection: &mut AnyConnection, tenant: &Id<Tenant>) -> Result<Vec<<Self as Content>::Row>> {
        all_templates(connection, tenant).await
    }

    async fn one(
        connection: &mut AnyConnection,
        tenant: &Id<Tenant>,
        id: &Id<Self>,
    ) -> Result<Option<<Self as Content>::Row>> {
        one_template(connection, tenant, id).await
    }
}

/// The newest first: an order by name would tell about the names that are not seen.
impl Indexed for Matter {
    type Order = Reverse<Id<Self>>;

    fn id(&self) -> Id<Self> {
        self.id
    }

    fn order(&self) -> Self::Order {
        Reverse(self.id)
    }

    fn words(&self) -> String {
        self.title.as_ref().map(|title| format!("{} {}", title.number, title.name)).unwrap_or_default()
    }

    async fn all(connection: &mut AnyConnection, tenant: &Id<Tenant>) -> Result<Vec<<Self as Content>::Row>> {
        all_matters(connection, tenant).await
    }

    async fn one(
        connection: &mut AnyConnection,
        tenant: &Id<Tenant>,
        id: &Id<Self>,
    ) -> Result<Option<<Self as Content>::Row>> {
        one_matter(connection, tenant, id).await
    }
}

/// The templates that `actor` may see.
pub(crate) async fn search_templates(
    store: &Store,
    actor: &Actor,
    search: &TemplateSearch,
    page: &PageRequest,
) -> Result<Page<Template>> {
    actor.need(Action::ReadTemplate)?;
    let mut tx = store.database().read(&actor.tenant()).await?;
    if let Some(category) = &search.category {
        CATEGORIES.find(&mut tx, &actor.tenant(), category).await?.ok_or(Error::NotFound)?;
    }
    let favourites = list_favourites(&mut tx, actor).await?;
    let index = store.templates().of(tx, actor).await?;
    let drafts = actor.may(Action::ReadDraft);
    let sight = |template: &Template| {
        let seen = (drafts || template.status == VersionState::Published)
            && (!search.favourites || favourites.contains(&template.id))
            && search.category.is_none_or(|id| template.category.as_ref().is_some_and(|of| of.id == id));
        if seen { Sight::Whole } else { Sight::Hidden }
    };
    let mut found = index.search(&search.query, page, sight)?;
    for template in &mut found.items {
        template.favourite = favourites.contains(&template.id);
    }
    Ok(found)
}

/// The matters that `actor` may see: of a closed one only its members, and who oversees matters sees no name.
pub(crate) async fn search_matters(
    store: &Store,
    actor: &Actor,
    query: &str,
    page: &PageRequest,
) -> Result<Page<Matter>> {
    actor.need(Action::ReadMatter)?;
    let mut tx = store.database().read(&actor.tenant()).await?;
    let own = list_own_matters(&mut tx, actor).await?;
    let index = store.matters().of(tx, actor).await?;
    let oversees = actor.may(Action::OverseeMatters);
    let sight = |matter: &Matter| match (!matter.closed || own.contains(&matter.id), oversees) {
        (true, _) => Sight::Whole,
        (false, true) => Sight::Nameless,
        (false, false) => Sight::Hidden,
    };
    let mut found = index.search(query, page, sight)?;
    for matter in &mut found.items {
        matter.member = own.contains(&matter.id);
        if matter.closed && !matter.member {
            matter.title = None;
        }
    }
    Ok(found)
}
