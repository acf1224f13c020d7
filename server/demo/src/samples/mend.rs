//! What the library that writes the text leaves wrong, put right.
//!
//! It writes the properties of paragraphs, tables and the section in an order that the schema does not allow
//! (ECMA-376-1, 17.3.1.26, 17.4.60 and 17.6.17), gives tables borders of their own, gives columns of the grid an
//! attribute that they do not have (17.4.16), and does not know header rows (17.4.49).

/// Puts a part that holds text right.
pub(super) fn story(xml: &[u8]) -> Vec<u8> {
    let xml = String::from_utf8_lossy(xml);
    let xml = ordered(&xml, "w:pPr", &["w:pStyle"], "");
    let table = ["w:tblStyle", "w:tblW", "w:tblInd", "w:tblLayout"];
    let look = r#"<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="0"/>"#;
    let xml = ordered(&xml, "w:tblPr", &table, look);
    let section = ["w:headerReference", "w:footerReference", "w:pgSz", "w:pgMar", "w:cols"];
    let xml = ordered(&xml, "w:sectPr", &section, "");
    let mut columns = xml.split("<w:gridCol ");
    let mut xml = columns.next().unwrap_or_default().to_owned();
    xml.extend(columns.map(|from| format!("<w:gridCol {}", from.replacen(r#" w:type="dxa""#, "", 1))));
    let first_row = "</w:tblGrid><w:tr><w:trPr><w:cantSplit />";
    xml.replace(first_row, &format!("{first_row}<w:tblHeader/>")).into_bytes()
}

/// Leaves of each `element` only the given empty children, in the given order, and `extra` after them.
fn ordered(xml: &str, element: &str, children: &[&str], extra: &str) -> String {
    let (open, close) = (format!("<{element}>"), format!("</{element}>"));
    let mut out = String::with_capacity(xml.len());
    let mut rest = xml;
    while let Some((before, from)) = rest.split_once(&open) {
        let Some((inside, after)) = from.split_once(&close) else { break };
        out.push_str(before);
        out.push_str(&open);
        out.extend(children.iter().filter_map(|name| empty_element(inside, name)));
        out.push_str(extra);
        out.push_str(&close);
        rest = after;
    }
    out.push_str(rest);
    out
}

fn empty_element<'x>(xml: &'x str, name: &str) -> Option<&'x str> {
    let from = &xml[xml.find(&format!("<{name} "))?..];
    Some(&from[..from.find("/>")? + 2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_come_in_the_order_of_the_schema_and_others_go() {
        let xml = r#"<a/><p><x w="1" /><z><y /></z><w v="2" /></p><b/>"#;
        assert_eq!(ordered(xml, "p", &["w", "x"], "<e/>"), r#"<a/><p><w v="2" /><x w="1" /><e/></p><b/>"#);
    }
}
