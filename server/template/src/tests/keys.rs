//! Identities of nodes.

use std::collections::HashSet;

use super::support::{compiled, docx, p, package};
use crate::NodeKey;

fn keys(body: &str) -> Vec<NodeKey> {
    compiled(&docx(body)).template.unwrap().keys()
}

#[test]
fn a_key_stays_when_the_text_around_it_changes() {
    let before = keys(&[p("{{ a }}"), p("{% if b > 1 %}x {{ c }}{% endif %}")].concat());
    let after = keys(
        &[p("new {{ z }}"), p("{{  a}}"), p("{% if b  >  1 %}"), p("y {|{ c }}"), p("{% endif %}"), p("end")]
            .concat(),
    );
    assert_eq!(before.len(), 3);
    assert_eq!(before, after[1..]);
}

#[test]
fn equal_nodes_have_their_own_keys() {
    let body = p(
        "{{ a }}{{ a }}{% if a %}{{ a }}{% elif b %}{{ a }}{% else %}{{ a }}{% endif %}{% for x in a %}{{ a }}{% endfor %}",
    );
    let all = keys(&body);
    assert_eq!(all.len(), 8);
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), 8);
    assert_eq!(all[0].to_string().len(), 16);
}

#[test]
fn parts_have_their_own_keys() {
    let all = compiled(&package(&p("{{ a }}"), Some(&p("{{ a }}")), None)).template.unwrap().keys();
    assert_ne!(all[0], all[1]);
}
