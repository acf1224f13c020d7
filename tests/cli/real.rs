//! Real templates and contracts, where they are at hand; LibreOffice opens what comes out.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use akte_ooxml::{Limits, Package};
use akte_tests::read::read;
use akte_tests::validity::new_problems;

use crate::workshop::Workshop;

/// What is expected of a template, by the last part of its name, filled with the answers of that name.
struct Expected {
    name: &'static str,
    there: &'static [&'static str],
    absent: &'static [&'static str],
}

const EXPECTED: &[Expected] = &[
    Expected {
        name: "cc_375_statement_of_facts",
        there: &[
            "Petitioner alias: M. Vega, Maria V.",
            "Former spouses. Have a child together.",
            "Ada Stone and Ben Stone live with the Petitioner.",
            "Cleo Stone lives with the Respondent.",
            "by Acknowledgment of Parentage.",
            "24-0099-DC in the 14th Circuit Court. The parties have joint physical custody",
            "Peter Stone is to be supervised by an aunt.",
            "Dan Stone, age about 12",
            "a. One incident",
            "on or about 3 February 2026 at the following location: the parking lot of the library.",
            "b. Another incident",
            "He kicked the door!",
            "c. I would also like the court to know: I moved on 1 March.",
            "Name of judge:____",
        ],
        absent: &["Against a Minor", "emancipated minor.", "Spouses.", "Orders and Judgments"],
    },
    Expected {
        name: "docx_addendum",
        there: &[
            "Suffolk, ss",
            "Harbor Housing Court",
            "ADDENDUM – Motion to dismiss",
            "Witnesses",
            "The rent was paid.",
            "Remarks: The hearing was moved twice.",
        ],
        absent: &["APPEALS COURT", "In the matter of"],
    },
    Expected {
        name: "dwq_notice_of_dwq",
        there: &[
            "[Harbor Clinic]",
            "CUSTODIAN OF RECORDS for Harbor Clinic",
            "at 4:00 P.M. on 30 March 2026, at Quay 3, 75001 Dallas",
            "or her designated agent,",
            "Bakker & Smit LLP",
            "Tel: (214) 555-0100",
            "Cause #26-0815, Dallas County",
        ],
        absent: &["include_docx_template"],
    },
    Expected {
        name: "exhibit_table_of_contents",
        there: &[
            "DOCKET NO. 26-CV-0017",
            "Exhibit A: Lease of 1 May 2025→2\n",
            "Exhibit B: Receipts→11\n",
            "Exhibit C: Photographs of the roof→17\n",
        ],
        absent: &[],
    },
    Expected {
        name: "hotline-output",
        there: &["For zip code 02139", "Harbor House: 617-555-0100⏎", "Night line: 617-555-0123"],
        absent: &["For city of"],
    },
    Expected {
        name: "nested_list_table",
        there: &["[1. / Apples / Subtotal: / $200]", "[b. / Jonagold / $80 / ]", "[Total Value: / $1,250]"],
        absent: &[],
    },
    Expected {
        name: "ssa_report_change",
        there: &[
            "at Harbor Street 12, 02110 Boston.",
            "local offfice at (617) 555-0100.",
            "started working at Harbor Bakery at 3 Quay, Boston. I work 80 hours every month and get paid  $18.50 per hour",
            "Copies of my pay stubs are attached.",
            "I also need to report to Social Security that:",
            "I moved on 1 March 2026. My new address is Elm Road 5",
            "My household changed on 2 March 2026. My sister moved in.",
        ],
        absent: &["I got married"],
    },
    Expected {
        name: "team",
        there: &["The Team", "the team leader, Sanne Bakker.", "This colleague is thirty years old"],
        absent: &["very special person"],
    },
    Expected {
        name: "verified_complaintes-419",
        there: &[
            "Maria Lopez and Pedro Lopez",
            "Tenants / Plaintiffs",
            "Landlord / Defendant",
            "puede ser contactado en (617) 555-0100 o office@example.org.",
            "El techo gotea.",
            "El 10 de enero de 2026, o en torno a esta fecha, el Arrendador causó el corte del servicio de electricidad",
            "Específicamente, dejó de pagar. (Según",
            "El alquiler es $1,450.00.",
            "M. Lopez",
            "Dirección postal: Post Street 9, 02140 Cambridge",
            "Preparado con la ayuda de Legal Aid of the Harbor",
        ],
        absent: &["cambió las cerraduras", "Por su abogado"],
    },
    Expected {
        name: "verified_statement_foc23_addendum",
        there: &[
            "Scar on the left hand; anchor tattoo",
            "minor child in case: Eve Lopez -- female",
            "Birth date: 9/7/2020",
            "other minor child: Jon Stone -- male",
            "Residential address: Confidential",
            "minor child(ren): Ada and Ben",
            "Name of policy holder: Rosa Lopez",
            "14th JUDICIAL CIRCUIT",
            "MUSKEGON COUNTY",
        ],
        absent: &["37. Scars", "Dee Lopez", "Gus Bakker", "Hal Stone"],
    },
];

fn fixtures(folder: &str) -> Vec<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("AKTE_SHARED").map_or(beside, PathBuf::from);
    let Ok(entries) = std::fs::read_dir(shared.join("fixtures").join(folder)) else {
        println!("skipped: the fixtures are not at hand (set AKTE_SHARED)");
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "docx"));
    paths.sort();
    paths
}

/// The last part of a template's name: `team` of `jhpyle__docassemble__team.docx`.
fn short_name(path: &Path) -> &str {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    stem.rsplit("__").next().unwrap_or_default()
}

/// Fills a real template from the answers of its name into the workshop.
fn fill(shop: &Workshop, template: &Path) {
    let name = short_name(template);
    let answers = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../tests/real/answers/{name}.json"));
    let out = format!("{name}.docx");
    let arguments = [template.to_str().unwrap(), answers.to_str().unwrap(), "-o", &out, "--language", "en"];
    let done = shop.run(&[&["fill"], arguments.as_slice()].concat());
    assert_eq!(done.code, 0, "{name}: {}", done.err);
}

#[test]
fn every_real_template_fills_from_answers_written_for_it() {
    let templates = fixtures("docassemble");
    let shop = Workshop::new();
    let mut wrong = Vec::new();
    for template in &templates {
        let name = short_name(template);
        let expected = EXPECTED.iter().find(|expected| expected.name == name);
        let expected = expected.unwrap_or_else(|| panic!("nothing is expected of {name}"));
        fill(&shop, template);
        let filled = shop.get(&format!("{name}.docx"));
        let problems = new_problems(&std::fs::read(template).unwrap(), &filled).unwrap();
        wrong.extend(problems.iter().map(|problem| format!("{name}: {problem}")));
        let text = read(&filled).replace("**", "");
        let lacks = expected.there.iter().filter(|words| !text.contains(**words));
        wrong.extend(lacks.map(|words| format!("{name} lacks {words:?}:\n{text}")));
        let left = expected.absent.iter().chain(&["{{", "{%", "{#", "%}", "}}"]);
        let left = left.filter(|words| text.contains(**words));
        wrong.extend(left.map(|words| format!("{name} has {words:?}:\n{text}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    if !templates.is_empty() {
        opens_in_libreoffice(&shop, &templates);
    }
}

/// LibreOffice opens all that was made; what it shows holds no mark-up either.
fn opens_in_libreoffice(shop: &Workshop, templates: &[PathBuf]) {
    let made = templates.iter().map(|template| shop.path(&format!("{}.docx", short_name(template))));
    let office = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", shop.path("profile").display()))
        .args(["--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir"])
        .arg(shop.path(""))
        .args(made)
        .output()
        .expect("LibreOffice is there: tests/support/install");
    assert!(office.status.success(), "{}", String::from_utf8_lossy(&office.stderr));
    for template in templates {
        let name = short_name(template);
        let text = String::from_utf8(shop.get(&format!("{name}.txt"))).unwrap();
        assert!(text.split_whitespace().count() > 5, "{name}: {text}");
        assert!(!text.contains("{{") && !text.contains("{%"), "{name}: {text}");
    }
}

#[test]
fn what_is_not_understood_in_a_real_template_is_named_and_on_the_page() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/docassemble.md");
    let page = std::fs::read_to_string(page).unwrap();
    for path in fixtures("docassemble") {
        let done = Workshop::new().run(&["check", path.to_str().unwrap(), "--format", "json"]);
        assert_eq!(done.code, 0, "{}: {}", path.display(), done.err);
        let report: serde_json::Value = serde_json::from_str(&done.out).unwrap();
        for found in report["diagnostics"].as_array().unwrap() {
            let (code, message) = (found["code"].as_str().unwrap(), found["message"].as_str().unwrap());
            let named = match (code, message.split('`').nth(1)) {
                ("type-conflict", _) => vec!["`type-conflict`".to_owned()],
                (_, Some(name)) => vec![format!("`{name}`"), format!("{name}("), format!("| {name}`")],
                (_, None) if message.starts_with("Macros") => vec!["{% macro".to_owned()],
                (_, None) => vec!["(rich text)".to_owned()],
            };
            let is_named = named.iter().any(|name| page.contains(name));
            assert!(is_named, "{}: docs/docassemble.md says nothing of this: {message}", path.display());
        }
    }
}

#[test]
fn contracts_without_markup_leave_with_every_part_identical() {
    for path in fixtures("contracts") {
        let shop = Workshop::new();
        shop.put("answers.json", "{}");
        let done = shop.run(&["fill", path.to_str().unwrap(), "answers.json", "-o", "out.docx"]);
        assert_eq!(done.code, 0, "{}: {}", path.display(), done.err);
        let open = |bytes: Vec<u8>| Package::read(Arc::from(bytes), &Limits::default()).unwrap();
        let (before, after) = (open(std::fs::read(&path).unwrap()), open(shop.get("out.docx")));
        assert!(before.names().eq(after.names()));
        for name in before.names() {
            assert_eq!(before.part(name).unwrap(), after.part(name).unwrap(), "{name} of {}", path.display());
        }
    }
}
