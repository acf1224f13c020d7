//! Documents.

use akte_model::*;
use akte_store::*;
use serde_json::json;

use crate::support::*;

#[tokio::test]
async fn a_document_comes_back_as_it_went_in() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer);
    let set = start(&mut door, "1", &office.template, answers(json!({}))).await.unwrap();
    let set = answer_set(&mut door, &set).await.unwrap();
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|i| ((i * 31) >> 3) as u8).collect();
    let id = generate(&mut door, "2", set.clone(), &bytes).await.unwrap();

    let DocumentFile { document, bytes: back } = document_file(&mut door, &id).await.unwrap();
    assert!(back == bytes);
    assert_eq!((document.id, document.title.as_str(), document.size), (id, "The agreement", 3_000_000));
    assert_eq!((document.template.title.as_str(), document.number), ("NDA", 1));
    assert_eq!((document.answer_set, document.answer_set_rev), (set.id, set.rev));
    assert_eq!(document.made_at, door.now());
    assert_eq!(document.file_name(), "The agreement.docx");

    let mut read = door.read().await.unwrap();
    let page = read.documents(&PageRequest::default()).await.unwrap();
    drop(read);
    assert_eq!(door.open_page(page).await.unwrap().items, [document]);
}

#[tokio::test]
async fn the_hash_is_the_sha_256_of_the_file() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer);
    let set = start(&mut door, "1", &office.template, answers(json!({}))).await.unwrap();
    let set = answer_set(&mut door, &set).await.unwrap();
    let id = generate(&mut door, "2", set, b"abc").await.unwrap();
    // FIPS 180-2, appendix B.1.
    let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(document_file(&mut door, &id).await.unwrap().document.sha256, expected);
}

#[tokio::test]
async fn a_file_above_the_limit_is_refused_before_anything_is_kept() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer);
    let set = start(&mut door, "1", &office.template, answers(json!({}))).await.unwrap();
    let set = answer_set(&mut door, &set).await.unwrap();
    let most = 32 << 20;
    let error = generate(&mut door, "2", set.clone(), &vec![0; most + 1]).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge { size, limit } if size == most + 1 && limit == most));
    let id = generate(&mut door, "3", set, &vec![0; most]).await.unwrap();
    assert_eq!(document_file(&mut door, &id).await.unwrap().bytes.len(), most);
}

#[tokio::test]
async fn a_permit_for_one_set_makes_no_document_of_another() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer);
    let one = start(&mut door, "1", &office.template, answers(json!({}))).await.unwrap();
    let two = start(&mut door, "2", &office.template, answers(json!({}))).await.unwrap();
    let (set, ticket) = (answer_set(&mut door, &one).await.unwrap(), ticket(&mut door, "3").await);
    let staged = door.stage(ticket, new_document(set, "x", b"x")).await.unwrap();
    let mut write = door.write().await.unwrap();
    let permit = write.permit::<Generate>(&two).await.unwrap();
    assert!(matches!(write.create_document(permit, staged).await, Err(Error::Internal(_))));
}

#[tokio::test]
async fn what_was_not_committed_is_not_there() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut door = lab.store.door(office.lawyer);
    let set = start(&mut door, "1", &office.template, answers(json!({}))).await.unwrap();
    let (set, ticket) = (answer_set(&mut door, &set).await.unwrap(), ticket(&mut door, "2").await);
    let (on, promised) = (set.id, ticket.id());
    let staged = door.stage(ticket, new_document(set, "x", b"x")).await.unwrap();
    let mut write = door.write().await.unwrap();
    let permit = write.permit::<Generate>(&on).await.unwrap();
    assert_eq!(write.create_document(permit, staged).await.unwrap(), promised);
    drop(write);
    assert!(matches!(document_file(&mut door, &promised).await, Err(Error::NotFound)));
}
