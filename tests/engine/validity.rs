//! Every document that the corpus makes is one that Word opens.

use std::collections::BTreeSet;

use akte_tests::source::build;
use akte_tests::validity::{new_problems, problems};

use crate::case::cases;

#[test]
fn no_document_of_the_corpus_has_a_problem_that_its_template_had_not() {
    let mut wrong = String::new();
    let mut made = 0;
    for case in cases() {
        let outcome = case.run();
        let Some(document) = outcome.document else { continue };
        made += 1;
        for problem in new_problems(&outcome.template, &document).unwrap() {
            wrong.push_str(&format!("{}: {problem}\n", case.name));
        }
    }
    assert!(made > 20, "the corpus makes documents: {made}");
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn a_sound_document_has_no_problem() {
    let source = r#"<docx><image id="i1"/><footnote id="1"><p>note</p></footnote><comment id="0"><p>comment</p></comment>
        <body><p style="Heading1" list="1"><bookmark id="1" name="a">text</bookmark><footnote-ref id="1"/><image ref="i1" id="1"/></p>
        <p><comment id="0">commented</comment><field code="PAGE">1</field><textbox id="2"><p>box</p></textbox></p>
        <tbl><tr><td>cell</td></tr></tbl><p/></body></docx>"#;
    assert_eq!(problems(&build(source).unwrap()).unwrap(), BTreeSet::new());
}

/// A document for each problem, which has that problem and no other.
#[test]
fn every_problem_can_be_seen() {
    let control = |inner: &str| {
        format!("<w:sdt><w:sdtPr>{inner}</w:sdtPr><w:sdtContent><p>x</p></w:sdtContent></w:sdt>")
    };
    let long = "x".repeat(65);
    let twice = |one: &str| format!("{one}{one}");
    let tbl = "<w:tblPr/><w:tblGrid/>";
    let samples: Vec<(&str, String)> = vec![
        ("duplicate paragraph id", twice(r#"<p w14:paraId="00000001"/>"#)),
        ("paragraph id out of range", r#"<p w14:paraId="80000000"/>"#.into()),
        ("duplicate control id", twice(&control(r#"<w:id w:val="7"/>"#))),
        ("tag over 64 characters", control(&format!(r#"<w:tag w:val="{long}"/>"#))),
        ("mark-up left in a tag", control(r#"<w:tag w:val="akte:= a"/>"#)),
        ("duplicate drawing id", r#"<p><textbox id="1"><p/></textbox></p><p><image ref="i1" id="1"/></p>"#.into()),
        ("duplicate shape id", twice(r#"<p><r><w:pict><v:shape id="s"/></w:pict></r></p>"#)),
        ("duplicate bookmark id", r#"<p><bookmark id="1" name="a"/><bookmark id="1" name="b"/></p>"#.into()),
        ("duplicate bookmark name", r#"<p><bookmark id="1" name="a"/><bookmark id="2" name="A"/></p>"#.into()),
        ("bookmark name over 40 characters", format!(r#"<p><bookmark id="1" name="{long}"/></p>"#)),
        ("unclosed bookmark", r#"<p><w:bookmarkStart w:id="1" w:name="a"/></p>"#.into()),
        ("end without a start of a bookmark", r#"<p><w:bookmarkEnd w:id="1"/></p>"#.into()),
        ("unclosed comment range", r#"<p><w:commentRangeStart w:id="1"/></p>"#.into()),
        ("unclosed permission range", r#"<p><w:permStart w:id="1" w:edGrp="everyone"/></p>"#.into()),
        ("unbalanced field", r#"<p><r><w:fldChar w:fldCharType="begin"/></r></p>"#.into()),
        ("dangling footnote reference", r#"<p><footnote-ref id="5"/></p>"#.into()),
        ("dangling endnote reference", r#"<p><endnote-ref id="5"/></p>"#.into()),
        ("dangling comment reference", r#"<p><comment id="5">x</comment></p>"#.into()),
        ("dangling list", r#"<p list="9"/>"#.into()),
        ("missing style", r#"<p style="Nowhere"/>"#.into()),
        ("missing style", r#"<p><r style="Nowhere">x</r></p>"#.into()),
        ("dangling relationship", r#"<p><w:hyperlink r:id="none">x</w:hyperlink></p>"#.into()),
        ("cell that does not end with a paragraph", format!("<tbl><tr><w:tc><w:tbl>{tbl}<tr><td/></tr></w:tbl></w:tc></tr></tbl>")),
        ("table without rows", format!("<w:tbl>{tbl}</w:tbl>")),
        ("row without cells", format!("<w:tbl>{tbl}<w:tr/></w:tbl>")),
        ("adjacent tables", twice("<tbl><tr><td/></tr></tbl>")),
        ("empty control", "<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>".into()),
        ("lost space", "<p><w:r><w:t> x</w:t></w:r></p>".into()),
        ("text box out of step", "<p><r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:txbxContent><p>a</p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><p>b</p></w:txbxContent></mc:Fallback></mc:AlternateContent></r></p>".into()),
    ];
    for (problem, body) in samples {
        let source = format!("<docx><image id=\"i1\"/><body>{body}</body></docx>");
        let found = problems(&build(&source).unwrap()).unwrap();
        let kinds: Vec<&str> = found.iter().map(|found| found.split(':').next().unwrap()).collect();
        assert_eq!(kinds, [problem], "{body}: {found:?}");
    }
}

#[test]
fn problems_outside_the_body_are_seen() {
    let samples = [
        ("footnote that nobody refers to", r#"<footnote id="1"><p/></footnote>"#),
        ("comment that nobody refers to", r#"<comment id="1"><p/></comment>"#),
        (
            "dangling abstract list",
            r#"<numbering><w:num w:numId="1"><w:abstractNumId w:val="4"/></w:num></numbering>"#,
        ),
        ("missing part", r#"<orphan id="o1" type="image" target="media/none.png"/>"#),
    ];
    for (problem, part) in samples {
        let uses = if problem == "missing part" { r#"<image ref="o1" id="1"/>"# } else { "" };
        let source = format!("<docx>{part}<body><p>{uses}</p></body></docx>");
        let found = problems(&build(&source).unwrap()).unwrap();
        let kinds: Vec<&str> = found.iter().map(|found| found.split(':').next().unwrap()).collect();
        assert_eq!(kinds, [problem], "{part}: {found:?}");
    }
}
