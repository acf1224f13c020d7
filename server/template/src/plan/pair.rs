//! Which tag ends what.

use akte_expr::{Code, Diagnostic, Related, Severity};

use crate::scan::{Scan, Statement, Tag};

/// What a group of tags does with what it covers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum GroupKind {
    If,
    For,
    Macro,
}

impl GroupKind {
    fn words(self) -> (&'static str, &'static str, Code) {
        match self {
            Self::If => ("{% if %}", "{% endif %}", Code::UnclosedIf),
            Self::For => ("{% for %}", "{% endfor %}", Code::UnclosedFor),
            Self::Macro => ("{% macro %}", "{% endmacro %}", Code::UnclosedMacro),
        }
    }
}

/// Tags that belong together; all are indices into [`Scan::tags`].
#[derive(Debug)]
pub(crate) struct Group {
    pub kind: GroupKind,
    pub head: usize,
    /// The `elif` and `else` between.
    pub between: Vec<usize>,
    pub end: usize,
}

impl Group {
    /// All its tags in order.
    pub fn tags(&self) -> impl Iterator<Item = usize> + Clone + '_ {
        std::iter::once(self.head).chain(self.between.iter().copied()).chain([self.end])
    }
}

/// Pairs the tags of a story. Every mistake is reported with both places; pairing goes on after it.
pub(crate) fn pair(scan: &Scan, diagnostics: &mut Vec<Diagnostic>) -> Vec<Group> {
    let mut pairing = Pairing { scan, open: Vec::new(), groups: Vec::new(), diagnostics };
    for (index, tag) in scan.tags.iter().enumerate() {
        match tag.statement {
            Statement::If(_) => pairing.open(GroupKind::If, index),
            Statement::For { .. } => pairing.open(GroupKind::For, index),
            Statement::Macro => pairing.open(GroupKind::Macro, index),
            Statement::Elif(_) | Statement::Else => pairing.between(index),
            Statement::EndIf => pairing.close(GroupKind::If, index),
            Statement::EndFor => pairing.close(GroupKind::For, index),
            Statement::EndMacro => pairing.close(GroupKind::Macro, index),
            Statement::Value(_) | Statement::Set { .. } | Statement::Note | Statement::Unknown => {}
        }
    }
    while let Some(group) = pairing.open.pop() {
        pairing.unclosed(&group, None);
    }
    pairing.groups.sort_by_key(|group| group.head);
    pairing.groups
}

struct Pairing<'a> {
    scan: &'a Scan,
    open: Vec<Group>,
    groups: Vec<Group>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Pairing<'_> {
    fn open(&mut self, kind: GroupKind, head: usize) {
        self.open.push(Group { kind, head, between: Vec::new(), end: head });
    }

    fn between(&mut self, index: usize) {
        let tags = &self.scan.tags;
        let is_else = matches!(tags[index].statement, Statement::Else);
        let Some(group) = self.open.last_mut().filter(|group| group.kind != GroupKind::Macro) else {
            let message = "There is no {% if %} before this tag that it could belong to.";
            return self.report(Code::ElseWithoutIf, &tags[index], message.into(), None);
        };
        if group.kind == GroupKind::For {
            let head = &tags[group.head];
            let message = "An {% else %} inside a repeat is not there yet. If it belongs to an {% if %}, that one stands outside the repeat.";
            return self.report(
                Code::ElseWithoutIf,
                &tags[index],
                message.into(),
                Some((head, "the repeat begins here")),
            );
        }
        let earlier =
            group.between.iter().find(|&&tag| matches!(tags[tag].statement, Statement::Else)).copied();
        group.between.push(index);
        if let Some(earlier) = earlier {
            let word = if is_else { "else" } else { "elif" };
            let message = format!("This {{% {word} %}} comes after the {{% else %}} of the same condition.");
            self.report(
                Code::ElseWithoutIf,
                &tags[index],
                message,
                Some((&tags[earlier], "the {% else %} is here")),
            );
        }
    }

    fn close(&mut self, kind: GroupKind, index: usize) {
        let Some(depth) = self.open.iter().rposition(|group| group.kind == kind) else {
            let (open, close, _) = kind.words();
            let code = match kind {
                GroupKind::If => Code::EndifWithoutIf,
                GroupKind::For => Code::EndforWithoutFor,
                GroupKind::Macro => Code::UnknownStatement,
            };
            let message = format!("This {close} has no {open} before it.");
            return self.report(code, &self.scan.tags[index], message, None);
        };
        for group in self.open.split_off(depth + 1) {
            self.unclosed(&group, Some(index));
        }
        if let Some(mut group) = self.open.pop() {
            group.end = index;
            self.groups.push(group);
        }
    }

    /// `before`: the tag that ends something further out, where this group's end was due at the latest.
    fn unclosed(&mut self, group: &Group, before: Option<usize>) {
        let (open, close, code) = group.kind.words();
        let head = &self.scan.tags[group.head];
        let (message, other) = match before
            .or_else(|| (self.scan.tags.len() - 1 > group.head).then(|| self.scan.tags.len() - 1))
        {
            Some(tag) if before.is_some() => (
                format!("This {open} is not closed before the tag that ends what stands around it."),
                Some((tag, "its end is due before this tag")),
            ),
            Some(tag) => (
                format!("This {open} is not closed by the end of the {}.", head.place.story),
                Some((tag, "this is the last tag that was read")),
            ),
            None => (
                format!("This {open} is not closed by the end of the {}.", head.place.story),
                Some((group.head, "no tag follows it")),
            ),
        };
        let related = other.map(|(tag, note)| (&self.scan.tags[tag], note));
        self.report(code, head, message, related);
        if let Some(diagnostic) = self.diagnostics.last_mut() {
            diagnostic.suggestion = Some(format!("Add {close} where it should end."));
        }
    }

    fn report(&mut self, code: Code, tag: &Tag, message: String, related: Option<(&Tag, &str)>) {
        self.diagnostics.push(Diagnostic {
            code,
            severity: Severity::Error,
            message,
            place: Some((*tag.place).clone()),
            related: related
                .map(|(tag, note)| Related { place: (*tag.place).clone(), note: note.into() })
                .into_iter()
                .collect(),
            suggestion: None,
        });
    }
}
