//! The answer sheet: the questions that count with their answers, who gave them and when, for the file.

use std::io::Cursor;

use akte_expr::{Language, Record, Scope, Settings, World, parse};
use akte_interview::{Kind, QuestionState};
use docx_rs::{
    Docx, Footer, NumPages, PageMargin, PageNum, Paragraph, Run, RunFonts, Shading, Style, StyleType, Table,
    TableCell, TableLayoutType, TableRow, WidthType,
};
use serde_json::{Map, Value};

use super::Ready;

/// What the sheet says besides the answers.
pub struct About {
    /// What was answered.
    pub template: String,
    /// Which version of it, when it has a number.
    pub version: Option<i64>,
    /// What the answers are called.
    pub name: Option<String>,
    /// Who answered.
    pub person: Option<String>,
}

/// Widths in twentieths of a point: the page, its margin, and the columns.
const PAGE: (u32, u32) = (11_906, 16_838);
const MARGIN: i32 = 1_418;
const COLUMNS: [usize; 2] = [3_970, 5_100];

/// Makes the answer sheet, a .docx. Citizen service numbers are never in it, wherever they were typed.
///
/// # Errors
/// When the file cannot be put together.
pub fn sheet(
    ready: &Ready,
    answers: &Map<String, Value>,
    settings: &Settings,
    about: &About,
) -> anyhow::Result<Vec<u8>> {
    let language = settings.language;
    let state = ready.state(answers, settings, language);
    let (record, _) = ready.interview().read(answers, settings);
    let mut secret = Vec::new();
    state.pages.iter().for_each(|page| secrets(&page.questions, &mut secret));
    let sheet = Sheet { ready, record, settings, secret };
    let mut docx = look(language).add_paragraph(styled("Title", &sheet_title(language)));
    docx = docx.add_table(table(sheet.facts(about), false));
    for page in &state.pages {
        let mut rows = vec![[word(language, QUESTION), word(language, ANSWER)]];
        sheet.rows(&page.questions, "", &mut rows);
        if rows.len() > 1 {
            docx = docx.add_paragraph(styled("Heading1", &sheet.clean(&page.title)));
            docx = docx.add_table(table(rows, true));
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    docx.build().pack(&mut bytes)?;
    Ok(bytes.into_inner())
}

struct Sheet<'a> {
    ready: &'a Ready,
    record: Record,
    settings: &'a Settings,
    /// Texts that must not be in it.
    secret: Vec<String>,
}

impl Sheet<'_> {
    fn facts(&self, about: &About) -> Vec<[String; 2]> {
        let language = self.settings.language;
        let version = about.version.map(|number| number.to_string());
        let facts = [
            (TEMPLATE, Some(about.template.clone())),
            (VERSION, version),
            (NAME, about.name.clone()),
            (PERSON, about.person.clone()),
            (DATE, Some(self.printed("today | date"))),
        ];
        facts
            .into_iter()
            .filter_map(|(label, fact)| Some([word(language, label), self.clean(&fact?)]))
            .collect()
    }

    fn rows(&self, questions: &[QuestionState], inside: &str, rows: &mut Vec<[String; 2]>) {
        for question in questions {
            if question.kind == Kind::Bsn {
                continue;
            }
            let label = match (inside, question.label.as_str()) {
                ("", label) => label.to_owned(),
                (inside, "") => inside.to_owned(),
                (inside, label) => format!("{inside}: {label}"),
            };
            if let Some(fields) = &question.fields {
                self.rows(fields, &label, rows);
            } else if let Some(items) = &question.items {
                for (i, item) in items.iter().enumerate() {
                    let named = QuestionState { label: String::new(), ..item.clone() };
                    self.rows(&[named], &format!("{label} {}", i + 1), rows);
                }
            } else {
                rows.push([self.clean(&label), self.clean(&self.answer(question))]);
            }
        }
    }

    fn answer(&self, question: &QuestionState) -> String {
        let language = self.settings.language;
        let chosen = |value: &Value| {
            let text = value.as_str().unwrap_or_default();
            let option = question.options.iter().flatten().find(|option| option.value == text);
            option.map_or(text, |option| &option.label).to_owned()
        };
        match (&question.value, question.kind) {
            (Value::Null, _) => word(language, NONE),
            (value, _) if question.error.is_some() => {
                let given = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                format!("{given} ({})", question.error.as_deref().unwrap_or_default())
            }
            (Value::Bool(yes), _) => word(language, if *yes { YES } else { NO }),
            (value, Kind::Choice) => chosen(value),
            (Value::Array(values), Kind::MultipleChoice) if values.is_empty() => word(language, NONE),
            (Value::Array(values), Kind::MultipleChoice) => {
                values.iter().map(chosen).collect::<Vec<_>>().join(", ")
            }
            (_, Kind::Image) => word(language, PICTURE),
            (_, Kind::File) => word(language, FILE),
            (_, Kind::Date) => self.printed(&format!("{} | date", question.name)),
            (_, Kind::Money) => self.printed(&format!("{} | money", question.name)),
            _ => self.printed(&question.name.to_string()),
        }
    }

    /// What an expression prints; nothing when it cannot be worked out.
    fn printed(&self, text: &str) -> String {
        let mut printed = String::new();
        let world =
            World { answers: &self.record, rules: self.ready.interview().rules(), settings: self.settings };
        if let Ok(expr) = parse(text)
            && Scope::new(&world).write(&expr, &mut printed).is_err()
        {
            printed.clear();
        }
        printed
    }

    /// Without what XML cannot hold (XML 1.0, 2.2), and without what is secret.
    fn clean(&self, text: &str) -> String {
        let text: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
        let text = text.replace(['\u{FFFE}', '\u{FFFF}'], "");
        self.secret.iter().fold(text, |text, secret| text.replace(secret, "•••••••••"))
    }
}

/// Every citizen service number, as it was typed and as digits alone.
fn secrets(questions: &[QuestionState], found: &mut Vec<String>) {
    for question in questions {
        if let (Kind::Bsn, Some(typed)) = (question.kind, question.value.as_str()) {
            let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
            found.extend([typed.trim().to_owned(), digits].into_iter().filter(|text| text.len() > 3));
        }
        secrets(question.fields.as_deref().unwrap_or_default(), found);
        secrets(question.items.as_deref().unwrap_or_default(), found);
    }
}

/// A document with its styles, and the number of the page at the foot.
fn look(language: Language) -> Docx {
    let style = |id: &str, name: &str| Style::new(id, StyleType::Paragraph).name(name);
    let fonts = RunFonts::new().ascii("Calibri").hi_ansi("Calibri").cs("Calibri");
    let margin =
        PageMargin::new().top(1_418).bottom(1_418).left(MARGIN).right(MARGIN).header(709).footer(567);
    let pages = Paragraph::new()
        .add_run(Run::new().add_text(format!("{} ", word(language, PAGES))))
        .add_page_num(PageNum::new())
        .add_run(Run::new().add_text(" / "))
        .add_num_pages(NumPages::new());
    Docx::new()
        .default_fonts(fonts)
        .default_size(20)
        .add_style(style("Title", "Title").size(36).bold())
        .add_style(style("Heading1", "heading 1").size(26).bold().outline_lvl(0))
        .page_size(PAGE.0, PAGE.1)
        .page_margin(margin)
        .footer(Footer::new().add_paragraph(pages))
}

fn styled(style: &str, text: &str) -> Paragraph {
    let spacing = docx_rs::LineSpacing::new().before(240).after(120);
    Paragraph::new().style(style).keep_next(true).line_spacing(spacing).add_run(Run::new().add_text(text))
}

fn table(rows: Vec<[String; 2]>, headed: bool) -> Table {
    let rows = rows.into_iter().enumerate().map(|(i, texts)| {
        let heading = headed && i == 0;
        let cells = texts.into_iter().zip(COLUMNS).enumerate().map(|(column, (text, width))| {
            let strong = heading || (!headed && column == 0);
            let cell = TableCell::new().width(width, WidthType::Dxa);
            let cell = if heading { cell.shading(Shading::new().fill("E7E6E6")) } else { cell };
            text.split('\n').fold(cell, |cell, line| {
                let run = Run::new().add_text(line);
                cell.add_paragraph(Paragraph::new().add_run(if strong { run.bold() } else { run }))
            })
        });
        TableRow::new(cells.collect()).cant_split()
    });
    Table::new(rows.collect())
        .set_grid(COLUMNS.to_vec())
        .layout(TableLayoutType::Fixed)
        .width(COLUMNS.iter().sum(), WidthType::Dxa)
}

/// The words of the sheet, in the order nl, en, de, fr.
type Words = [&'static str; 4];
const TITLE: Words = ["Antwoordenblad", "Answer sheet", "Antwortblatt", "Feuille de réponses"];
const TEMPLATE: Words = ["Model", "Template", "Vorlage", "Modèle"];
const VERSION: Words = ["Versie", "Version", "Version", "Version"];
const NAME: Words = ["Naam", "Name", "Name", "Nom"];
const PERSON: Words = ["Beantwoord door", "Answered by", "Beantwortet von", "Rempli par"];
const DATE: Words = ["Datum", "Date", "Datum", "Date"];
const QUESTION: Words = ["Vraag", "Question", "Frage", "Question"];
const ANSWER: Words = ["Antwoord", "Answer", "Antwort", "Réponse"];
const NONE: Words = ["–", "–", "–", "–"];
const YES: Words = ["Ja", "Yes", "Ja", "Oui"];
const NO: Words = ["Nee", "No", "Nein", "Non"];
const PICTURE: Words = ["Een afbeelding", "A picture", "Ein Bild", "Une image"];
const FILE: Words = ["Een bestand", "A file", "Eine Datei", "Un fichier"];
const PAGES: Words = ["Pagina", "Page", "Seite", "Page"];

fn word(language: Language, words: Words) -> String {
    let at = Language::ALL.iter().position(|one| *one == language).unwrap_or_default();
    words.get(at).copied().unwrap_or_default().to_owned()
}

/// What an answer sheet is called in a language: the title that stands at its head.
pub fn sheet_title(language: Language) -> String {
    word(language, TITLE)
}
