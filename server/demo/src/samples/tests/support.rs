//! The real engine around a sample.

use std::path::PathBuf;

use akte_expr::{Diagnostic, Settings, World};
use akte_interview::{Definition, Interview};
use akte_ooxml::xml::{Kind, NodeId, Ns, Tree};
use akte_ooxml::{Limits, Package, PartName};
use akte_template::{Missing, Template};
use serde_json::{Map, Value as Json};

use crate::samples::{Sample, samples};

/// A sample, compiled.
pub struct Ready {
    pub sample: Sample,
    pub template: Template,
    pub interview: Interview,
    /// What the engine says about the template, its definition and how they fit.
    pub diagnostics: Vec<Diagnostic>,
    pub settings: Settings,
}

/// Every sample, compiled.
pub fn ready() -> Vec<Ready> {
    samples().unwrap().into_iter().map(compile).collect()
}

fn compile(sample: Sample) -> Ready {
    let compiled = akte_template::compile(sample.bytes.clone().into(), &Limits::default()).unwrap();
    let mut diagnostics = compiled.diagnostics;
    let Some(template) = compiled.template else { panic!("{}: {diagnostics:#?}", sample.slug) };
    let definition = Definition::read(template.definition().unwrap()).unwrap();
    let language = definition.language().unwrap();
    let (interview, found) = Interview::new(template.usage(), Some(definition));
    diagnostics.extend(found);
    let now = jiff::civil::date(2026, 11, 2).at(9, 30, 0, 0);
    Ready {
        sample,
        template,
        interview,
        diagnostics,
        settings: Settings { language, today: now.date(), now },
    }
}

impl Ready {
    /// The paragraphs of the document that these answers make: those of the header, then those of the body.
    pub fn fill(&self, answers: &Map<String, Json>, missing: Missing) -> Vec<String> {
        let (record, errors) = self.interview.read(answers, &self.settings);
        assert_eq!(errors, [], "{}", self.sample.slug);
        let world = World { answers: &record, rules: self.interview.rules(), settings: &self.settings };
        let filled = self.template.fill(&world, missing).unwrap();
        let package = Package::read(filled.bytes.into(), &Limits::default()).unwrap();
        ["/word/header1.xml", "/word/document.xml"]
            .iter()
            .flat_map(|part| paragraphs(&package, part))
            .collect()
    }

    /// The sets of answers beside the source, by the name of their file.
    pub fn answers(&self) -> Vec<(String, Map<String, Json>)> {
        let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples/answers");
        let files = std::fs::read_dir(dir).unwrap().map(|file| file.unwrap().path());
        let own =
            files.filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with(&self.sample.slug));
        own.map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap())
        })
        .collect()
    }

    /// The definition, as JSON.
    pub fn definition(&self) -> Json {
        serde_json::from_str(self.template.definition().unwrap()).unwrap()
    }
}

fn paragraphs(package: &Package, part: &str) -> Vec<String> {
    let xml = package.part(&part.parse::<PartName>().unwrap()).unwrap();
    let tree = Tree::parse(xml, &Limits::default()).unwrap();
    let found = tree.descendants(tree.root()).filter(|&node| tree.is(node, Ns::W, "p"));
    found.map(|paragraph| text(&tree, paragraph)).collect()
}

/// The text of a paragraph; a tab as `\t`.
fn text(tree: &Tree, paragraph: NodeId) -> String {
    let mut text = String::new();
    for node in tree.descendants(paragraph) {
        if tree.kind(node) == Kind::Text {
            text.extend(tree.chars(node).map(|(char, _)| char));
        } else if tree.is(node, Ns::W, "tab") {
            text.push('\t');
        }
    }
    text
}
