//! The contracts that we measure with: how large they are, and what stands in them.

use serde_json::{Map, Value, json};

/// A size of contract.
pub struct Shape {
    /// Its short name.
    pub name: &'static str,
    pub paragraphs: usize,
    pub values: usize,
    pub conditions: usize,
    pub repeats: usize,
    pub tables: usize,
    /// Rows of each table.
    pub rows: usize,
}

/// 2 pages, 40 pages, and larger than anybody's.
pub const SHAPES: [Shape; 3] = [
    Shape { name: "S", paragraphs: 36, values: 20, conditions: 5, repeats: 0, tables: 0, rows: 0 },
    Shape { name: "M", paragraphs: 400, values: 120, conditions: 60, repeats: 10, tables: 1, rows: 200 },
    Shape { name: "L", paragraphs: 3000, values: 600, conditions: 300, repeats: 30, tables: 20, rows: 500 },
];

/// A piece of a paragraph.
pub enum Inline {
    Text(String),
    Bold(String),
    /// An answer, or a field of the item at hand.
    Value(String),
    /// Text that is there when the condition holds.
    If(String, Vec<Inline>),
}

/// A piece of the body.
pub enum Block {
    Heading(Vec<Inline>),
    Paragraph(Vec<Inline>),
    /// Paragraphs that are there when the condition holds.
    If(String, Vec<Block>),
    /// Paragraphs for each item of a list.
    Each(String, Vec<Block>),
    /// A row for each item of a list, a cell for each field.
    Table(String, &'static [&'static str]),
}

const FIELDS: &[&str] = &["article", "description", "number", "price", "total"];

impl Shape {
    /// The body. What there is a number of is spread evenly over the paragraphs.
    pub fn body(&self) -> Vec<Block> {
        let mut words = Words::new(7);
        let mut blocks =
            vec![Block::Heading(vec![Inline::Bold("Agreement with ".into()), Inline::Value("v_0".into())])];
        for at in 0..self.paragraphs {
            if let Some(n) = self.nth(at, self.tables) {
                blocks.push(Block::Table(format!("rows_{n}"), FIELDS));
            }
            if let Some(n) = self.nth(at, self.repeats) {
                let item = vec![
                    Inline::Value("title".into()),
                    Inline::Text(format!(": {} ", words.some(6))),
                    Inline::Value("detail".into()),
                ];
                blocks.push(Block::Each(format!("items_{n}"), vec![Block::Paragraph(item)]));
            }
            let mut inlines = vec![Inline::Text(format!("{} ", words.some(20)))];
            if let Some(n) = self.nth(at, self.values) {
                inlines.push(Inline::Value(format!("v_{n}")));
                inlines.push(Inline::Text(format!(" {}. ", words.some(12))));
            }
            let condition = self.nth(at, self.conditions);
            // One in four stands inside its paragraph, the others around it.
            if let Some(n) = condition.filter(|n| n % 4 == 0) {
                let inner = vec![Inline::Text(format!("{}; ", words.some(8)))];
                inlines.push(Inline::If(format!("c_{n}"), inner));
            }
            inlines.push(Inline::Bold(words.some(2)));
            inlines.push(Inline::Text(format!(" {}.", words.some(9))));
            let paragraph = if at % 12 == 0 {
                inlines.insert(0, Inline::Bold(format!("Article {}. ", at / 12 + 1)));
                Block::Heading(inlines)
            } else {
                Block::Paragraph(inlines)
            };
            match condition.filter(|n| n % 4 != 0) {
                Some(n) => blocks.push(Block::If(format!("c_{n}"), vec![paragraph])),
                None => blocks.push(paragraph),
            }
        }
        blocks
    }

    /// Which one of `total` falls on this paragraph, if one does.
    fn nth(&self, at: usize, total: usize) -> Option<usize> {
        let before = at * total / self.paragraphs;
        let after = (at + 1) * total / self.paragraphs;
        (after > before).then_some(before)
    }

    /// Answers to everything.
    pub fn answers(&self) -> Value {
        let mut words = Words::new(3);
        let mut answers = Map::new();
        for n in 0..self.values {
            let company = if n % 17 == 0 { " & Co" } else { "" };
            answers.insert(format!("v_{n}"), format!("{}{company}", words.some(1 + n % 4)).into());
        }
        for n in 0..self.conditions {
            answers.insert(format!("c_{n}"), (n % 5 < 3).into());
        }
        for n in 0..self.repeats {
            let item = |at: usize| json!({ "title": format!("Item {n}.{at}"), "detail": words.some(6) });
            answers.insert(format!("items_{n}"), (0..5).map(item).collect());
        }
        for n in 0..self.tables {
            let row = |at: usize| {
                json!({ "article": format!("A-{:05}", n * 1000 + at), "description": words.some(4),
                    "number": (at % 97 + 1).to_string(), "price": format!("{}.{:02}", at % 900 + 1, at % 100),
                    "total": format!("{}.00", at * 37 + 100) })
            };
            answers.insert(format!("rows_{n}"), (0..self.rows).map(row).collect());
        }
        answers.into()
    }
}

/// Words that look like a contract's, the same ones every time.
struct Words(u64);

impl Words {
    const LIST: [&str; 32] = [
        "agreement",
        "party",
        "supplier",
        "client",
        "notice",
        "term",
        "payment",
        "invoice",
        "interest",
        "delivery",
        "written",
        "consent",
        "shall",
        "the",
        "of",
        "under",
        "within",
        "thirty",
        "days",
        "after",
        "receipt",
        "liability",
        "damages",
        "limited",
        "amount",
        "confidential",
        "information",
        "disclose",
        "third",
        "person",
        "governed",
        "law",
    ];

    fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn some(&mut self, count: usize) -> String {
        let words: Vec<&str> = (0..count).map(|_| self.next()).collect();
        words.join(" ")
    }

    /// A linear congruential generator (Knuth, TAOCP 3.3.4); its upper bits are the random ones.
    fn next(&mut self) -> &'static str {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Self::LIST[(self.0 >> 59) as usize]
    }
}
