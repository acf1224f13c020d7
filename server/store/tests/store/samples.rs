//! Samples come in once, and a changed sample becomes the next version.

use akte_model::*;
use akte_store::*;
use serde_json::json;

use crate::support::*;

#[tokio::test]
async fn the_same_sample_again_does_nothing() {
    let lab = Lab::new().await;
    let tenant = lab.firm("a").await;
    assert!(lab.store.publish_sample(&tenant, "nda", template("NDA", b"1")).await.unwrap());
    assert!(!lab.store.publish_sample(&tenant, "nda", template("NDA", b"1")).await.unwrap());
    let lab = lab.restart().await;
    assert!(!lab.store.publish_sample(&tenant, "nda", template("NDA", b"1")).await.unwrap());
}

#[tokio::test]
async fn a_changed_sample_is_the_next_version_and_interviews_stay_with_theirs() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer);
    let set = start(&mut door, "1", &office.template, answers(json!({}))).await.unwrap();

    for (title, bytes, number) in [("NDA", &b"nda 2"[..], 2), ("NDA, new", b"nda 2", 3)] {
        assert!(lab.store.publish_sample(&office.tenant, "nda", template(title, bytes)).await.unwrap());
        let found = door.templates("", &PageRequest::default()).await.unwrap().items;
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].id, found[0].number, found[0].title.as_str()),
            (office.template.id, number, title)
        );
        assert_eq!(template_file(&mut door, &found[0].version).await.unwrap().bytes, b"nda 2");
    }

    let set = answer_set(&mut door, &set).await.unwrap();
    assert_eq!((set.version, set.number), (office.template.version, 1));
    assert_eq!(template_file(&mut door, &set.version).await.unwrap().bytes, b"nda 1");
    // Who has no interview of the old version cannot read it any more, nor start one.
    let mut other = lab.store.door(lab.sign_in("a", "other", Role::Lawyer).await);
    assert!(matches!(template_file(&mut other, &set.version).await, Err(Error::NotFound)));
    assert!(matches!(start(&mut door, "2", &office.template, Answers::new()).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_sample_of_one_firm_is_not_in_another() {
    let lab = Lab::new().await;
    let (a, b) = (lab.firm("a").await, lab.firm("b").await);
    assert!(lab.store.publish_sample(&a, "nda", template("NDA", b"1")).await.unwrap());
    assert!(lab.store.publish_sample(&b, "nda", template("NDA", b"1")).await.unwrap());
    assert!(matches!(
        lab.store.publish_sample(&Id::new(1, [1; 10]), "nda", template("N", b"1")).await,
        Err(Error::NotFound)
    ));
}
