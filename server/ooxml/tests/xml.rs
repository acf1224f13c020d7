//! XML: what is read, what is refused, and that nothing is lost.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use akte_ooxml::xml::{Kind, NodeId, Ns, Tree, escape};
use akte_ooxml::{Error, Limit, Limits, Refusal};
use support::W;

fn parse(xml: &str) -> Result<Tree, Error> {
    Tree::parse(xml.into(), &Limits::default())
}

#[track_caller]
fn tree(xml: &str) -> Tree {
    parse(xml).unwrap_or_else(|error| panic!("{xml}: {error}"))
}

/// Line, column and reason of the refusal.
#[track_caller]
fn broken(xml: &str) -> (usize, usize, String) {
    match parse(xml).map(|_| ()).expect_err(xml).refusal() {
        Refusal::Xml { line, column, what } => (*line, *column, what.clone()),
        other => panic!("{xml}: {other:?}"),
    }
}

fn at(tree: &Tree, range: std::ops::Range<usize>) -> &str {
    std::str::from_utf8(&tree.source()[range]).unwrap()
}

fn first(tree: &Tree, id: NodeId) -> NodeId {
    tree.children(id).next().unwrap()
}

fn text(tree: &Tree, id: NodeId) -> String {
    tree.chars(id).map(|(c, _)| c).collect()
}

#[test]
fn nodes_are_spans_in_document_order() {
    let xml = "<?xml version='1.0'?><!--a--><a b = \"1\" ><c/>t&amp;u<![CDATA[<v>]]><!--w--><?x y?><d>z</d ></a >\n<!--z-->";
    let tree = tree(xml);
    let root = tree.root();
    assert_eq!(tree.source(), xml.as_bytes());
    assert_eq!(at(&tree, tree.open(root)), "<a b = \"1\" >");
    assert_eq!(at(&tree, tree.close(root)), "</a >");
    let children: Vec<_> = tree.children(root).map(|id| (tree.kind(id), at(&tree, tree.span(id)))).collect();
    assert_eq!(
        children,
        [
            (Kind::Element, "<c/>"),
            (Kind::Text, "t&amp;u"),
            (Kind::CData, "<![CDATA[<v>]]>"),
            (Kind::Comment, "<!--w-->"),
            (Kind::Instruction, "<?x y?>"),
            (Kind::Element, "<d>z</d >"),
        ]
    );
    let [c, .., d] = tree.children(root).collect::<Vec<_>>()[..] else { panic!() };
    assert_eq!((at(&tree, tree.open(c)), tree.close(c).len()), ("<c/>", 0));
    assert_eq!(at(&tree, tree.close(d)), "</d >");
    assert_eq!(tree.descendants(root).count(), 7);
    assert_eq!(tree.descendants(d).map(|id| text(&tree, id)).collect::<Vec<_>>(), ["z"]);
    assert_eq!(
        (tree.parent(first(&tree, d)), tree.parent(d), tree.parent(root)),
        (Some(d), Some(root), None)
    );
    assert!(tree.children(c).next().is_none());
}

#[test]
fn names_go_by_namespace_and_not_by_prefix() {
    let xml = format!(r#"<x:p xmlns:x="{W}"><p xmlns="{W}"/><p/><w:p xmlns:w="urn:other"/></x:p>"#);
    let tree = tree(&xml);
    let root = tree.root();
    assert_eq!((tree.name(root), tree.prefix(root)), ((Ns::W, "p"), "x"));
    let children: Vec<_> = tree.children(root).map(|id| (tree.name(id), tree.prefix(id))).collect();
    assert_eq!(children, [((Ns::W, "p"), ""), ((Ns::None, "p"), ""), ((Ns::Other, "p"), "w")]);
    assert!(tree.is(root, Ns::W, "p") && !tree.is(root, Ns::W, "r") && !tree.is(root, Ns::None, "p"));
}

#[test]
fn a_namespace_of_strict_is_the_same() {
    for (strict, ns) in [
        ("wordprocessingml/main", Ns::W),
        ("officeDocument/relationships", Ns::R),
        ("drawingml/wordprocessingDrawing", Ns::Wp),
        ("drawingml/main", Ns::A),
        ("officeDocument/math", Ns::M),
    ] {
        let tree = tree(&format!("<a xmlns='http://purl.oclc.org/ooxml/{strict}'/>"));
        assert_eq!(tree.name(tree.root()), (ns, "a"));
    }
}

#[test]
fn a_default_namespace_can_be_taken_away_and_a_declaration_ends_with_its_element() {
    let tree = tree(&format!(r#"<a xmlns="{W}"><b xmlns=""><c/></b><d xmlns:z="urn:z"/><e/></a>"#));
    let names: Vec<_> = tree.descendants(tree.root()).map(|id| tree.name(id)).collect();
    assert_eq!(names, [(Ns::None, "b"), (Ns::None, "c"), (Ns::W, "d"), (Ns::W, "e")]);
}

#[test]
fn attributes_go_by_namespace_and_are_unescaped() {
    let tree = tree(&format!(
        r#"<w:t xmlns:w="{W}" xmlns:v="{W}" w:val='a"b' val="&lt;&#x41;&#10;&amp;amp;" xml:space="preserve" w:tab="a	b
c"><w:i w:val="1" v:other="2"/></w:t>"#
    ));
    let get = |ns, local| tree.attribute(tree.root(), ns, local);
    assert_eq!(get(Ns::W, "val").as_deref(), Some("a\"b"));
    assert_eq!(get(Ns::None, "val").as_deref(), Some("<A\n&amp;"));
    assert_eq!(get(Ns::Xml, "space").as_deref(), Some("preserve"));
    assert_eq!(get(Ns::W, "tab").as_deref(), Some("a b c"));
    assert_eq!(get(Ns::None, "space"), None);
    assert_eq!(get(Ns::None, "w"), None, "a declaration is no attribute");
    let inner = first(&tree, tree.root());
    assert_eq!(tree.attribute(inner, Ns::W, "other").as_deref(), Some("2"));
}

#[test]
fn the_scope_of_an_attribute_is_that_of_its_element() {
    let tree = tree(&format!(
        r#"<a xmlns:p="{W}"><b xmlns:p="urn:o"><c/></b><d p:x="1"><e xmlns:q="urn:q"/><f p:x="2"/></d></a>"#
    ));
    let values: Vec<_> =
        tree.descendants(tree.root()).filter_map(|id| tree.attribute(id, Ns::W, "x")).collect();
    assert_eq!(values, ["1", "2"]);
}

#[test]
fn characters_know_their_bytes() {
    let tree = tree("<a>é&lt;\r\n\r&#x20AC;&#13;</a>");
    let chars: Vec<_> = tree.chars(first(&tree, tree.root())).collect();
    assert_eq!(
        chars,
        [('é', 3..5), ('<', 5..9), ('\n', 9..11), ('\n', 11..12), ('€', 12..20), ('\r', 20..25)]
    );
    let tree = self::tree("<a><![CDATA[&lt;]]></a>");
    let cdata = first(&tree, tree.root());
    assert_eq!(text(&tree, cdata), "&lt;");
    assert_eq!(tree.chars(cdata).next(), Some(('&', 12..13)));
    assert_eq!(tree.chars(tree.root()).next(), None);
}

#[test]
fn a_byte_order_mark_is_allowed_once() {
    let tree = tree("\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?><a>b</a>");
    assert_eq!(at(&tree, tree.span(tree.root())), "<a>b</a>");
    assert_eq!(at(&tree, tree.span(first(&tree, tree.root()))), "b");
    broken("\u{feff}\u{feff}<a/>");
}

#[test]
fn what_is_not_well_formed_is_refused_where_it_is() {
    assert_eq!(broken("<a>\n  é <b></a>"), (2, 8, "the end tag of “b” is expected here".into()));
    assert_eq!(broken("<a>\n<b>").0, 2);
    for xml in [
        "",
        " ",
        "text",
        "<a/>text",
        "text<a/>",
        "<a/><b/>",
        "<a/>&amp;",
        "<a/><![CDATA[]]>",
        "</a>",
        "<a></a></a>",
        "<a",
        "<a><!--",
        "<a><![CDATA[",
        "<a><?x",
        "<a>&amp",
        "<a>&amp</a>",
        "<a>& </a>",
        "<a>&nbsp;</a>",
        "<a>&#0;</a>",
        "<a>&#xFFFF;</a>",
        "<a>&#xD800;</a>",
        "<a>&#+1;</a>",
        "<a>&#x110000;</a>",
        "<a>&#;</a>",
        "<a>\u{1}</a>",
        "<a>\u{ffff}</a>",
        "<a>]]></a>",
        "<a><!-- -- --></a>",
        "<a b></a>",
        "<a b=c></a>",
        "<a b=\"1/>",
        "<a b='1'c='2'/>",
        "<a b='1' b='2'/>",
        "<a b='<'/>",
        "<a b='&x;'/>",
        "<a b='&'/>",
        "<1/>",
        "<a:/>",
        "<:a/>",
        "<a:b:c xmlns:a='x'/>",
        "<p:a/>",
        "<a p:b='1'/>",
        "<a xmlns:p=''/>",
        "<a xmlns:xmlns='x'/>",
        "<a xmlns:xml='x'/>",
        "<a xmlns='http://www.w3.org/XML/1998/namespace'/>",
        "<a xmlns:p='x' xmlns:q='x' p:b='1' q:b='2'/>",
        "<a xmlns='x' xmlns='y'/>",
        "<a><?xml version='1.0'?></a>",
        " <?xml version='1.0'?><a/>",
        "<a><?XML b?></a>",
        "<a><? b?></a>",
        "<?xml version='1.1'?><a/>",
        "<?xml version='1.0' encoding='UTF-16'?><a/>",
        "<a b='1'/ >",
        "<a/ b='1'>",
        "< a/>",
        "<a></ a>",
        "<a></a b=''>",
        "<!ELEMENT a><a/>",
        "<![CDATA[]]><a/>",
    ] {
        broken(xml);
    }
}

#[test]
fn other_encodings_are_refused() {
    let utf_16: Vec<u8> = "\u{feff}<a/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [utf_16, b"<a>\xe9</a>".to_vec()] {
        let error = Tree::parse(bytes, &Limits::default()).unwrap_err();
        assert!(matches!(error.refusal(), Refusal::Xml { what, .. } if what.contains("UTF-8")), "{error}");
    }
}

#[test]
fn a_document_type_definition_is_refused() {
    for xml in [
        "<!DOCTYPE a><a/>",
        "<!doctype a><a/>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "<a><!DOCTYPE a></a>",
    ] {
        assert_eq!(*parse(xml).unwrap_err().refusal(), Refusal::Dtd, "{xml}");
    }
}

#[test]
fn limits() {
    let nested = |depth: usize| "<a>".repeat(depth) + &"</a>".repeat(depth);
    let wide = |count: usize| format!("<a {}/>", (0..count).map(|n| format!("a{n}='' ")).collect::<String>());
    let most = Limits { part_size: 4000, nodes: 300, ..Limits::default() };
    let refused = |xml: String| match Tree::parse(xml.into(), &most).map(|_| ()).unwrap_err().refusal() {
        Refusal::TooMuch(limit, _) => *limit,
        other => panic!("{other:?}"),
    };
    tree(&nested(256));
    assert_eq!(refused(nested(257)), Limit::Depth);
    tree(&wide(256));
    assert_eq!(refused(wide(257)), Limit::Attributes);
    assert!(Tree::parse(format!("<a>{}</a>", "<b/>".repeat(299)).into(), &most).is_ok());
    assert_eq!(refused(format!("<a>{}</a>", "<b/>".repeat(300))), Limit::Nodes);
    assert_eq!(refused(format!("<a>{}</a>", "<b/> ".repeat(150))), Limit::Nodes, "texts count");
    assert_eq!(refused(" ".repeat(4001)), Limit::PartSize);
    // Declarations count where they hold: those beside each other do not add up, those around each other do.
    let declaring = |count: usize| (0..count).map(|n| format!(" xmlns:p{n}='x'")).collect::<String>();
    let few = Limits { namespaces: 4, ..Limits::default() };
    let [two, three] = [declaring(2), declaring(3)];
    let beside = format!("<a{two}><b{two}/><b{two}></b><b{two}/></a>");
    assert!(Tree::parse(beside.into(), &few).is_ok());
    let around = Tree::parse(format!("<a{two}><b{three}/></a>").into(), &few).unwrap_err();
    assert_eq!(*around.refusal(), Refusal::TooMuch(Limit::Namespaces, 4));
}

/// A name of a prefix longer than a node can hold, and text of every length around that.
#[test]
fn long_names() {
    let prefix = "p".repeat(255);
    let tree = tree(&format!("<{prefix}:a xmlns:{prefix}='{W}'/>"));
    assert_eq!((tree.name(tree.root()), tree.prefix(tree.root())), ((Ns::W, "a"), prefix.as_str()));
    broken(&format!("<p{prefix}:a xmlns:p{prefix}='x'/>"));
    broken(&format!("<{}/>", "a".repeat(65_536)));
}

#[test]
fn escaping() {
    let mut out = b"<a>".to_vec();
    escape("1 < 2 & 3 > 2 \"'\r\n\t\u{0}\u{b}\u{ffff}é😀", &mut out);
    out.extend(b"</a>");
    assert_eq!(std::str::from_utf8(&out).unwrap(), "<a>1 &lt; 2 &amp; 3 &gt; 2 \"'&#13;\n\té😀</a>");
    let tree = Tree::parse(out, &Limits::default()).unwrap();
    assert_eq!(text(&tree, first(&tree, tree.root())), "1 < 2 & 3 > 2 \"'\r\n\té😀");
}

#[test]
fn neither_errors_nor_debugging_show_the_content() {
    let tree = tree("<a>secret</a>");
    assert_eq!(format!("{tree:?}"), "Tree { bytes: 13, nodes: 2, .. }");
}
