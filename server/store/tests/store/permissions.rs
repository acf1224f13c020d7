//! The store does what the one table says, for every role and every action.

use akte_model::*;
use akte_store::*;
use serde_json::json;

use crate::machines;
use crate::support::*;

/// Does `action` for real, with what `person` owns.
async fn attempt(door: &mut Door, action: Action, own: &Own<'_>, key: &str) -> Result<()> {
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
        Action::SubmitVersion => own.take(door, Step::Submit, key).await?,
        Action::DecideVersion => own.take(door, Step::Approve, key).await?,
        Action::PublishVersion => own.take(door, Step::Publish, key).await?,
        Action::RetireVersion => own.take(door, Step::Retire, key).await?,
        Action::ReadSettings => {
            door.read().await?.settings().await?;
        }
        Action::ReadAudit => {
            door.read().await?.events(&EventSpan::default(), &PageRequest::default()).await?;
            let tenant = door.actor().tenant();
            let mut write = door.write().await?;
            let permit = write.permit::<ExportAudit>(&tenant).await?;
            write.export_audit(permit).await?;
        }
        Action::TendJobs => {
            door.read().await?.jobs().await?;
        }
        Action::ChangeSettings => {
            let mut anna = own.lab.store.door(own.lab.sign_in("a", "anna", Role::Administrator).await);
            let settings = anna.read().await?.settings().await?;
            change_settings(door, settings).await?;
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
        Action::KeepCategories => {
            make_category(door, key, key).await?;
        }
        Action::FileAnswers => file(door, &own.set.id, Some(&own.matter)).await?,
        Action::ReadMatter => {
            door.read().await?.matter(&own.matter).await?;
        }
        Action::OverseeMatters => {
            door.read().await?.matter(&own.hidden).await?;
        }
        Action::CreateMatter => {
            begin(door, key, false).await?;
        }
        Action::ChangeMatter => {
            let mut lotte = own.lab.store.door(own.lab.sign_in("a", "lotte again", Role::Lawyer).await);
            let now = matter(&mut lotte, &own.matter).await?;
            change_matter(door, now).await?;
        }
        Action::ChangeMembers => let_in(door, &own.matter, &own.other).await?,
        Action::ReadPeople => {
            let all = PageRequest::default();
            door.read().await?.people(&all).await?;
            door.read().await?.teams(&all).await?;
        }
        Action::KeepDelegates => {
            let me = door.actor().person();
            door.read().await?.delegates(&me, &PageRequest::default()).await?;
            let_act(door, &me, &own.other).await?;
        }
        Action::ChangeTeams => {
            make_team(door, key, key).await?;
        }
        Action::KeepMachines => {
            door.read().await?.machines(&PageRequest::default()).await?;
            let machine = machines::let_in(door, key, None).await?;
            machines::make_key(door, &machine, &format!("key {key}"), "generate", &[]).await?;
        }
        Action::ReadDocument => {
            door.read().await?.document(&own.document).await?;
            door.read().await?.document_file(&own.document).await?;
        }
    }
    Ok(())
}

struct Own<'l> {
    lab: &'l Lab,
    template: Template,
    draft: Id<Template>,
    set: AnswerSet,
    rev: Rev,
    document: Id<Document>,
    matter: Id<Matter>,
    /// A closed matter of someone else.
    hidden: Id<Matter>,
    other: Id<Person>,
}

impl Own<'_> {
    /// Takes a step on a version that others brought to where it can be taken.
    async fn take(&self, door: &mut Door, which: Step, key: &str) -> Result<()> {
        let mut karim = self.lab.store.door(self.lab.sign_in("a", "karim", Role::KnowledgeManager).await);
        let mut noor = self.lab.store.door(self.lab.sign_in("a", "noor", Role::KnowledgeManager).await);
        let on = upload(&mut karim, &format!("for {key}"), template("Steps", b"steps")).await?;
        let mut version = versions(&mut karim, &on).await.remove(0);
        for next in [Step::Submit, Step::Approve] {
            if which.from(version.state).is_none() {
                version = take(&mut noor, step(next, &version)).await?;
            }
        }
        take(door, step(which, &version)).await.map(drop)
    }
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
    let matter = begin(&mut door, "own", false).await.unwrap();
    let other = lab.sign_in("a", "karim", Role::Lawyer).await;
    let hidden = begin(&mut lab.store.door(other.clone()), "hidden", true).await.unwrap();
    let other = other.person();
    let own =
        Own { lab: &lab, template: office.template, draft, rev: set.rev, set, document, matter, hidden, other };

    for bits in 0..8_u8 {
        let held = Role::OF_PEOPLE.into_iter().enumerate().filter(|(i, _)| bits & (1 << i) != 0);
        let roles: Roles = held.map(|(_, role)| role).collect();
        let mut door = lab.store.door(lab.sign_in("a", "lotte", roles).await);
        for action in Action::all() {
            let result = attempt(&mut door, action, &own, &format!("{bits} {action}")).await;
            assert_eq!(result.is_ok(), roles.may(action), "{action} as {roles:?}: {result:?}");
            match result {
                Err(Error::NotAllowed(refused)) => {
                    assert_eq!(refused, action);
                    let of_the_firm = [
                        Action::UploadTemplate,
                        Action::KeepCategories,
                        Action::CreateMatter,
                        Action::ReadPeople,
                        Action::ChangeTeams,
                        Action::ReadSettings,
                        Action::ChangeSettings,
                        Action::ReadAudit,
                        Action::KeepMachines,
                        Action::TendJobs,
                    ];
                    assert!(of_the_firm.contains(&action), "{action}");
                }
                Err(error) => assert!(matches!(error, Error::NotFound), "{action} as {roles:?}: {error:?}"),
                Ok(()) => {}
            }
        }
        // Lists tell nothing about one object: they are refused by name.
        let (all, now) = (PageRequest::default(), door.now());
        let listed = [
            (Action::ReadTemplate, door.templates("", &all).await.err()),
            (Action::ReadAnswers, door.read().await.unwrap().answer_sets(&all).await.err()),
            (Action::ReadDocument, door.read().await.unwrap().documents(&all).await.err()),
            (Action::ReadMatter, door.matters("", &all).await.err()),
            (Action::DecideVersion, door.read().await.unwrap().undecided(&all).await.err()),
            (Action::DecideVersion, door.read().await.unwrap().review_due(now, &all).await.err()),
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
