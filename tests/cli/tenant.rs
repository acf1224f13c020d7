//! `akte tenant` and `akte person`: who may come in.

use serde_json::{Value, json};

use crate::workshop::{Done, Workshop};

const TID: &str = "11111111-1111-4111-8111-111111111111";

fn run(workshop: &Workshop, arguments: &str) -> Done {
    let arguments: Vec<_> = arguments.split(' ').chain(["--data-dir", "data"]).collect();
    workshop.run(&arguments)
}

fn good(workshop: &Workshop, arguments: &str) -> String {
    let done = run(workshop, arguments);
    assert_eq!(done.code, 0, "{arguments}: {}", done.err);
    done.out.trim_end().to_owned()
}

fn list(workshop: &Workshop) -> Value {
    serde_json::from_str(&good(workshop, "tenant list")).unwrap()
}

#[test]
fn firms_are_enrolled_invited_and_suspended() {
    let workshop = Workshop::new();
    run(&workshop, "tenant list").complains(2, &["data is no directory", "--data-dir"]);
    std::fs::create_dir(workshop.path("data")).unwrap();
    let id = good(&workshop, &format!("tenant add --name Dalen --directory {TID}"));
    assert_eq!(
        good(&workshop, &format!("tenant add --name Other --directory {TID}")),
        id,
        "it is the same firm"
    );
    let issuer = format!("https://login.microsoftonline.com/{TID}/v2.0");
    let firm = |status: &str| json!({ "id": id, "name": "Dalen", "status": status, "issuer": issuer, "directory": TID });
    assert_eq!(list(&workshop), json!([firm("active")]));
    good(&workshop, &format!("tenant suspend {id}"));
    assert_eq!(list(&workshop), json!([firm("suspended")]));
    good(&workshop, &format!("tenant resume {id}"));
    assert_eq!(list(&workshop), json!([firm("active")]));
    assert_eq!(good(&workshop, "tenant invite --name Wit").len(), 64);
    assert_eq!(list(&workshop)[1]["status"], "invited");

    let networks = json!({ "mode": "off", "networks": [], "undone_at": null });
    for arguments in [format!("tenant networks {id}"), format!("tenant networks {id} --reset")] {
        assert_eq!(serde_json::from_str::<Value>(&good(&workshop, &arguments)).unwrap(), networks);
    }

    good(&workshop, &format!("tenant map {id} --groups g1 --role lawyer"));
    good(&workshop, &format!("tenant unmap {id} --groups g1 --role lawyer"));
    good(&workshop, &format!("person grant {id} oid-of-anna --role administrator"));
    run(&workshop, &format!("person suspend {id} oid-of-anna")).complains(2, &["not found"]);
    run(&workshop, &format!("person grant {id} x --role king")).complains(2, &["expected lawyer"]);
    run(&workshop, "tenant add --name X --directory common").complains(2, &["is no directory"]);
    run(&workshop, &format!("tenant map {id} --role lawyer")).complains(2, &["--groups"]);
}
