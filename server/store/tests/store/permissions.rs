//! The store does what the one table says, for every role and every action.

use akte_model::*;
use akte_store::*;
use serde_json::json;

use crate::support::*;

/// Does `action` for real, with what `person` owns.
async fn attempt(door: &mut Door, action: Action, own: &Own, key: &str) -> Result<()> {
    match action {
        Action::ReadTemplate => {
            door.read().await?.template(&own.template.id).await?;
        }
        Action::ReadDraft => {
            door.read().await?.template(&own.draft).await?;
        }
        Action::UploadTemplate => {
            upload(door, key, template("x", key.as_bytes())).await?;
        }
        Action::StartInterview => {
            start(door, key, &own.template, Answers::new()).await?;
        }
        Action::ReadAnswers => {
            door.read().await?.answer_set(&own.set.id).await?;
        }
        Action::ChangeAnswers => {
            let set = AnswerSet { rev: own.rev, ..own.set.clone() };
            let staged = door.stage_answers(&set, set.rev, Answers::new()).await?;
            let mut write = door.write().await?;
            let permit = write.permit::<ChangeAnswers>(&set.id).await?;
            let _ = write.change_answers(permit, staged).await?;
        }
        Action::Generate => {
            generate(door, key, own.set.clone(), b"x").await?;
        }
        Action::ReadDocument => {
            door.read().await?.document(&own.document).await?;
            door.read().await?.document_file(&own.document).await?;
        }
    }
    Ok(())
}

struct Own {
    template: Template,
    draft: Id<Template>,
    set: AnswerSet,
    rev: Rev,
    document: Id<Document>,
}

#[tokio::test]
async fn every_role_may_what_the_table_says_and_no_more() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut manager = lab.store.door(lab.sign_in("a", "karim", Role::KnowledgeManager).await);
    let draft = upload(&mut manager, "draft", template("Draft", b"draft")).await.unwrap();

    // The same person throughout, so that ownership never is what decides.
    let mut door = lab.store.door(office.lawyer);
    let set = start(&mut door, "set", &office.template, answers(json!({}))).await.unwrap();
    let set = answer_set(&mut door, &set).await.unwrap();
    let document = generate(&mut door, "document", set.clone(), b"x").await.unwrap();
    let own = Own { template: office.template, draft, rev: set.rev, set, document };

    for bits in 0..8_u8 {
        let held = Role::ALL.into_iter().enumerate().filter(|(i, _)| bits & (1 << i) != 0);
        let roles: Roles = held.map(|(_, role)| role).collect();
        let mut door = lab.store.door(lab.sign_in("a", "lotte", roles).await);
        for action in Action::all() {
            let result = attempt(&mut door, action, &own, &format!("{bits} {action}")).await;
            assert_eq!(result.is_ok(), roles.may(action), "{action} as {roles:?}: {result:?}");
            match result {
                Err(Error::NotAllowed(refused)) => {
                    assert_eq!((refused, action), (action, Action::UploadTemplate))
                }
                Err(error) => assert!(matches!(error, Error::NotFound), "{action} as {roles:?}: {error:?}"),
                Ok(()) => {}
            }
        }
        // Lists tell nothing about one object: they are refused by name.
        let all = PageRequest::default();
        let listed = [
            (Action::ReadTemplate, door.templates("", &all).await.err()),
            (Action::ReadAnswers, door.read().await.unwrap().answer_sets(&all).await.err()),
            (Action::ReadDocument, door.read().await.unwrap().documents(&all).await.err()),
        ];
        for (action, error) in listed {
            match error {
                None => assert!(roles.may(action), "{action} as {roles:?}"),
                Some(Error::NotAllowed(refused)) => assert_eq!((refused, roles.may(action)), (action, false)),
                Some(error) => panic!("{action} as {roles:?}: {error:?}"),
            }
        }
    }
}
