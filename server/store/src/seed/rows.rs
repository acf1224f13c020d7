//! What a firm is filled with, row by row. Who has what follows from numbers, so that it is the same every time.

use std::ops::Range;

use akte_model::{AnswerSet, Blob, Category, Document, Id, Kind, Matter, Person, Template, TemplateVersion};

use super::many::{Rows, Value, enveloped};
use crate::content::{Hashes, number_mac};
use crate::crypto;
use crate::error::Result;
use crate::vault::Vault;

/// How many people share the documents, with the owner.
const PEOPLE: usize = 100;
/// How many categories the templates lie in.
const CATEGORIES: usize = 20;
/// How many documents are made of one answer set.
const DOCUMENTS_OF_A_SET: usize = 20;
/// How many documents there are for each matter.
const DOCUMENTS_OF_A_MATTER: usize = 200;

/// Titles are made of these and a number, so that a search for words finds few, some or many.
const WHAT: [&str; 8] = [
    "Overeenkomst van opdracht",
    "Arbeidsovereenkomst",
    "Huurovereenkomst",
    "Geheimhoudingsverklaring",
    "Koopovereenkomst",
    "Vaststellingsovereenkomst",
    "Volmacht",
    "Akte van levering",
];
const FOR: [&str; 5] = ["bouw", "zorg", "energie", "financiën", "coöperatie"];

/// What there will be: ids are given out first, since rows refer to one another.
pub(super) struct World {
    issuer: String,
    people: Vec<Id<Person>>,
    categories: Vec<Id<Category>>,
    pub(super) templates: Vec<(Id<Template>, Id<TemplateVersion>)>,
    matters: Vec<Id<Matter>>,
    sets: Vec<Id<AnswerSet>>,
    documents: usize,
    questions: i64,
    blob: Id<Blob>,
    sha256: String,
}

impl World {
    pub(super) fn new(
        vault: &Vault,
        owner: Id<Person>,
        issuer: String,
        (templates, documents, questions): (usize, usize, i64),
        (bytes, blob): (&[u8], Id<Blob>),
    ) -> Result<Self> {
        let mut people = ids(vault, PEOPLE)?;
        people[0] = owner;
        // Documents are made of some template.
        let templates = templates.max(1);
        Ok(Self {
            issuer,
            people,
            categories: ids(vault, CATEGORIES)?,
            templates: ids(vault, templates)?.into_iter().zip(ids(vault, templates)?).collect(),
            matters: ids(vault, documents.div_ceil(DOCUMENTS_OF_A_MATTER))?,
            sets: ids(vault, documents.div_ceil(DOCUMENTS_OF_A_SET))?,
            documents,
            questions,
            blob,
            sha256: crypto::sha256(bytes),
        })
    }

    fn owner(&self) -> Id<Person> {
        self.people[0]
    }

    /// Whose a set is: every tenth the owner's.
    fn person(&self, set: usize) -> Id<Person> {
        if set.is_multiple_of(10) { self.owner() } else { self.people[1 + set % (PEOPLE - 1)] }
    }

    /// To which matter a set belongs: the odd ones to none.
    fn matter(&self, set: usize) -> Option<Id<Matter>> {
        set.is_multiple_of(2).then(|| self.matters[set / 2 % self.matters.len()])
    }

    fn version(&self, set: usize) -> Id<TemplateVersion> {
        self.templates[set % self.templates.len()].1
    }
}

fn ids<K>(vault: &Vault, number: usize) -> Result<Vec<Id<K>>> {
    (0..number).map(|_| vault.id()).collect()
}

/// Objects of one kind.
pub(super) struct Stage {
    pub(super) what: &'static str,
    pub(super) number: fn(&World) -> usize,
    pub(super) seal: fn(&World, &Vault, Range<usize>) -> Result<Vec<Rows>>,
}

/// In the order in which they refer to one another.
pub(super) const STAGES: &[Stage] = &[
    Stage { what: "colleagues", number: |world| world.people.len() - 1, seal: colleagues },
    Stage { what: "categories", number: |world| world.categories.len(), seal: categories },
    Stage { what: "templates", number: |world| world.templates.len(), seal: templates },
    Stage { what: "matters", number: |world| world.matters.len(), seal: matters },
    Stage { what: "answer sets", number: |world| world.sets.len(), seal: answer_sets },
    Stage { what: "documents", number: |world| world.documents, seal: documents },
];

/// Seals each object of the range.
fn each(range: Range<usize>, row: impl FnMut(usize) -> Result<Vec<Value>>) -> Result<Vec<Vec<Value>>> {
    range.map(row).collect()
}

/// A row of its values and the envelope of its content.
fn row<const N: usize>(values: [Value; N], envelope: crypto::Envelope) -> Vec<Value> {
    values.into_iter().chain(enveloped(envelope)).collect()
}

fn colleagues(world: &World, vault: &Vault, range: Range<usize>) -> Result<Vec<Rows>> {
    let at = vault.now().as_millisecond();
    let rows = each(range, |number| {
        let id = world.people[number + 1];
        let (sealer, envelope) = vault.seal::<Person>(&id, 1)?;
        let name = sealer.seal("name", format!("Collega {number}").as_bytes())?;
        let subject = format!("seeded {id}");
        let values = [
            id.into(),
            world.issuer.as_str().into(),
            subject.into(),
            "active".into(),
            name.into(),
            1.into(),
            at.into(),
        ];
        Ok(row(values, envelope))
    })?;
    let columns = &[
        "id",
        "issuer",
        "subject",
        "status",
        "name",
        "rev",
        "created_at",
        "key_id",
        "sealed_key",
        "content_version",
    ];
    Ok(vec![Rows { table: "person", columns, rows }])
}

fn categories(world: &World, vault: &Vault, range: Range<usize>) -> Result<Vec<Rows>> {
    let rows = each(range, |number| {
        let id = world.categories[number];
        // The id makes it a name that nobody gave.
        let name = format!("Afdeling {number} ({id})");
        let (sealer, envelope) = vault.seal::<Category>(&id, 1)?;
        let mac = vault.mac(Category::NAME, &[name.as_bytes()]);
        let values = [id.into(), mac.into(), sealer.seal("name", name.as_bytes())?.into(), 1.into()];
        Ok(row(values, envelope))
    })?;
    let columns = &["id", "name_mac", "name", "rev", "key_id", "sealed_key", "content_version"];
    Ok(vec![Rows { table: "category", columns, rows }])
}

/// Each with a version that is published.
fn templates(world: &World, vault: &Vault, range: Range<usize>) -> Result<Vec<Rows>> {
    let at = vault.now().as_millisecond();
    let titled = each(range.clone(), |number| {
        let (id, _) = world.templates[number];
        let title =
            format!("{} {} {}", WHAT[number % WHAT.len()], FOR[number / WHAT.len() % FOR.len()], number + 1);
        let (sealer, envelope) = vault.seal::<Template>(&id, 1)?;
        let values = [
            id.into(),
            "nl".into(),
            world.categories[number % CATEGORIES].into(),
            world.owner().into(),
            sealer.seal("title", title.as_bytes())?.into(),
            1.into(),
            at.into(),
        ];
        Ok(row(values, envelope))
    })?;
    let versions = each(range, |number| {
        let (template, id) = world.templates[number];
        let (sealer, envelope) = vault.seal::<TemplateVersion>(&id, 1)?;
        let values = [
            id.into(),
            template.into(),
            1.into(),
            "published".into(),
            world.owner().into(),
            world.blob.into(),
            world.questions.into(),
            sealer.seal("sha256", world.sha256.as_bytes())?.into(),
            1.into(),
            at.into(),
            at.into(),
        ];
        Ok(row(values, envelope))
    })?;
    let template_columns = &[
        "id",
        "language",
        "category_id",
        "owner_id",
        "title",
        "rev",
        "created_at",
        "key_id",
        "sealed_key",
        "content_version",
    ];
    let version_columns = &[
        "id",
        "template_id",
        "number",
        "state",
        "author_id",
        "blob_id",
        "questions",
        "sha256",
        "rev",
        "created_at",
        "published_at",
        "key_id",
        "sealed_key",
        "content_version",
    ];
    Ok(vec![
        Rows { table: "template", columns: template_columns, rows: titled },
        Rows { table: "template_version", columns: version_columns, rows: versions },
    ])
}

/// Every tenth is closed; the owner is a member of every tenth too, but of others.
fn matters(world: &World, vault: &Vault, range: Range<usize>) -> Result<Vec<Rows>> {
    let at = vault.now().as_millisecond();
    let matters = each(range.clone(), |number| {
        let id = world.matters[number];
        // The id makes it a number that nobody gave.
        let (text, name) = (format!("S{number}-{id}"), format!("{} {number}", FOR[number % FOR.len()]));
        let (sealer, envelope) = vault.seal::<Matter>(&id, 1)?;
        let values = [
            id.into(),
            i64::from(number % 10 == 1).into(),
            number_mac(&text, vault).into(),
            sealer.seal("name", name.as_bytes())?.into(),
            sealer.seal("number", text.as_bytes())?.into(),
            1.into(),
            at.into(),
        ];
        Ok(row(values, envelope))
    })?;
    let member = |number: usize| {
        let person =
            if number.is_multiple_of(10) { world.owner() } else { world.people[1 + number % (PEOPLE - 1)] };
        Ok(vec![person.into(), world.matters[number].into()])
    };
    let columns = &[
        "id",
        "closed",
        "number_mac",
        "name",
        "number",
        "rev",
        "created_at",
        "key_id",
        "sealed_key",
        "content_version",
    ];
    Ok(vec![
        Rows { table: "matter", columns, rows: matters },
        Rows { table: "matter_member", columns: &["person_id", "matter_id"], rows: each(range, member)? },
    ])
}

fn answer_sets(world: &World, vault: &Vault, range: Range<usize>) -> Result<Vec<Rows>> {
    let at = vault.now().as_millisecond();
    let rows = each(range, |number| {
        let id = world.sets[number];
        let (sealer, envelope) = vault.seal::<AnswerSet>(&id, 1)?;
        let values = [
            id.into(),
            world.person(number).into(),
            world.version(number).into(),
            world.matter(number).into(),
            sealer.seal("answers", b"{}")?.into(),
            1.into(),
            at.into(),
        ];
        Ok(row(values, envelope))
    })?;
    let columns = &[
        "id",
        "person_id",
        "version_id",
        "matter_id",
        "answers",
        "rev",
        "created_at",
        "key_id",
        "sealed_key",
        "content_version",
    ];
    Ok(vec![Rows { table: "answer_set", columns, rows }])
}

fn documents(world: &World, vault: &Vault, range: Range<usize>) -> Result<Vec<Rows>> {
    let at = vault.now().as_millisecond();
    let rows = each(range, |number| {
        let (id, set) = (vault.id::<Document>()?, number % world.sets.len());
        let (sealer, envelope) = vault.seal::<Document>(&id, 1)?;
        let hashes = Hashes {
            document: world.sha256.clone(),
            template: world.sha256.clone(),
            answers_mac: vault.mac("answers", &[b"{}"]),
            engine: "seed".to_owned(),
            draft: Some(Vec::new()),
            warnings: Vec::new(),
        };
        let values = [
            id.into(),
            world.person(set).into(),
            world.version(set).into(),
            world.sets[set].into(),
            1.into(),
            world.matter(set).into(),
            world.blob.into(),
            sealer.seal("title", format!("Document {number}").as_bytes())?.into(),
            sealer.seal("hashes", &hashes.json()?)?.into(),
            1.into(),
            at.into(),
        ];
        Ok(row(values, envelope))
    })?;
    let columns = &[
        "id",
        "person_id",
        "version_id",
        "answer_set_id",
        "answer_set_rev",
        "matter_id",
        "blob_id",
        "title",
        "hashes",
        "rev",
        "made_at",
        "key_id",
        "sealed_key",
        "content_version",
    ];
    Ok(vec![Rows { table: "document", columns, rows }])
}
