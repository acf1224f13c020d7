//! The life of a version: who may take which step, and what lawyers see of it.

use akte_model::*;
use akte_store::*;
use jiff::SignedDuration;
use serde_json::json;

use crate::support::*;

/// A firm with a published template, its author, a second knowledge manager and a lawyer.
struct Cast {
    lab: Lab,
    author: Door,
    second: Door,
    lawyer: Door,
    template: Id<Template>,
    first: TemplateVersion,
}

async fn cast() -> Cast {
    let lab = Lab::new().await;
    lab.firm("a").await;
    let mut author = lab.store.door(lab.sign_in("a", "karim", Role::KnowledgeManager).await);
    let mut second = lab.store.door(lab.sign_in("a", "noor", Role::KnowledgeManager).await);
    let lawyer = lab.store.door(lab.sign_in("a", "lotte", Role::Lawyer).await);
    let template = upload(&mut author, "1", template("Lease", b"one")).await.unwrap();
    let first = versions(&mut author, &template).await.remove(0);
    let first = approve(&mut author, &mut second, &first).await;
    let first = take(&mut author, step(Step::Publish, &first)).await.unwrap();
    lab.clock.forward(SignedDuration::from_secs(1));
    Cast { lab, author, second, lawyer, template, first }
}

async fn approve(author: &mut Door, second: &mut Door, draft: &TemplateVersion) -> TemplateVersion {
    let submitted = take(author, step(Step::Submit, draft)).await.unwrap();
    take(second, step(Step::Approve, &submitted)).await.unwrap()
}

impl Cast {
    /// The next version, approved.
    async fn approved(&mut self, bytes: &[u8]) -> TemplateVersion {
        let id = upload_version(&mut self.author, &format!("{bytes:?}"), &self.template, bytes).await.unwrap();
        self.lab.clock.forward(SignedDuration::from_secs(1));
        let draft = version(&mut self.author, &id).await.unwrap();
        approve(&mut self.author, &mut self.second, &draft).await
    }

    async fn published(&mut self, bytes: &[u8]) -> TemplateVersion {
        let approved = self.approved(bytes).await;
        take(&mut self.author, step(Step::Publish, &approved)).await.unwrap()
    }

    /// What the lawyer would answer now.
    async fn seen(&mut self) -> Option<i64> {
        let found = self.lawyer.templates("lease", &PageRequest::default()).await.unwrap().items;
        let read = self.lawyer.read().await.unwrap().template(&self.template).await;
        assert_eq!(read.is_ok(), !found.is_empty(), "list and object agree");
        found.first().map(|template| template.number)
    }

    async fn state(&mut self, of: &TemplateVersion) -> VersionState {
        version(&mut self.author, &of.id).await.unwrap().state
    }
}

#[tokio::test]
async fn a_version_goes_from_draft_to_lawyers_and_every_step_is_told() {
    let mut cast = cast().await;
    let id = upload_version(&mut cast.author, "2", &cast.template, b"two").await.unwrap();
    let draft = version(&mut cast.author, &id).await.unwrap();
    assert_eq!((draft.number, draft.state, draft.questions, draft.rev), (2, VersionState::Draft, 4, Rev::FIRST));
    assert_eq!(draft.author.as_ref().map(|person| person.name.as_str()), Some("Name of karim"));
    assert_eq!(draft.template.title, "Lease");
    assert_eq!(cast.seen().await, Some(1));

    let with = |of: &TemplateVersion, which, comment: &str| NewStep {
        comment: Some(comment.into()),
        ..step(which, of)
    };
    let submitted = take(&mut cast.author, with(&draft, Step::Submit, "art. 7:230a")).await.unwrap();
    let rejected = take(&mut cast.second, with(&submitted, Step::Reject, "clause 4?")).await.unwrap();
    assert_eq!(rejected.state, VersionState::Draft);
    let submitted = take(&mut cast.author, step(Step::Submit, &rejected)).await.unwrap();
    let withdrawn = take(&mut cast.author, step(Step::Withdraw, &submitted)).await.unwrap();
    let approved = approve(&mut cast.author, &mut cast.second, &withdrawn).await;
    assert_eq!(cast.seen().await, Some(1), "approved is not published");
    let published = take(&mut cast.author, step(Step::Publish, &approved)).await.unwrap();
    assert_eq!((published.state, published.published_at), (VersionState::Published, Some(cast.author.now())));
    assert_eq!(cast.seen().await, Some(2));
    assert_eq!(cast.state(&cast.first.clone()).await, VersionState::Approved);
    assert_eq!(template_file(&mut cast.lawyer, &id).await.unwrap().bytes, b"two");

    let mut read = cast.second.read().await.unwrap();
    let steps = read.version_steps(&id).await.unwrap();
    drop(read);
    let told: Vec<_> = cast.second.open_all(steps).await.unwrap();
    let told: Vec<_> = told
        .iter()
        .map(|step| (step.step, step.person.as_ref().unwrap().name.as_str(), step.comment.as_deref()))
        .collect();
    let (karim, noor) = ("Name of karim", "Name of noor");
    let expected = [
        (Step::Submit, karim, Some("art. 7:230a")),
        (Step::Reject, noor, Some("clause 4?")),
        (Step::Submit, karim, None),
        (Step::Withdraw, karim, None),
        (Step::Submit, karim, None),
        (Step::Approve, noor, None),
        (Step::Publish, karim, None),
    ];
    assert_eq!(told, expected);
}

#[tokio::test]
async fn no_step_is_taken_from_where_it_cannot_be() {
    let mut cast = cast().await;
    let moment = cast.author.now() + SignedDuration::from_hours(1);
    let mut seen = 0;
    for which in Step::ALL {
        // A version in every state.
        let name = which.as_str();
        let id = upload_version(&mut cast.author, name, &cast.template, name.as_bytes()).await.unwrap();
        let draft = version(&mut cast.author, &id).await.unwrap();
        for state in VersionState::ALL {
            let now = version(&mut cast.author, &draft.id).await.unwrap();
            assert_eq!(now.state, state);
            let new = NewStep { publish_at: (which == Step::Schedule).then_some(moment), ..step(which, &now) };
            if which.from(state).is_none() {
                let error = take(&mut cast.second, new).await.unwrap_err();
                assert!(
                    matches!(error, Error::WrongState { step, state: at } if step == which && at == state),
                    "{which} from {state}: {error:?}"
                );
                assert!(error.to_string().contains(state.as_str()), "{error}");
                assert_eq!(version(&mut cast.author, &draft.id).await.unwrap(), now, "nothing changed");
                seen += 1;
            }
            let next = match state {
                VersionState::Draft => Step::Submit,
                VersionState::InReview => Step::Approve,
                VersionState::Approved => Step::Publish,
                VersionState::Published => Step::Retire,
                VersionState::Retired => break,
            };
            take(&mut cast.second, step(next, &now)).await.unwrap();
        }
    }
    assert_eq!(seen, Step::ALL.len() * VersionState::ALL.len() - 10);
}

#[tokio::test]
async fn the_author_does_not_decide_unless_the_firm_does_without_four_eyes() {
    let mut cast = cast().await;
    let mut administrator = cast.lab.store.door(cast.lab.sign_in("a", "anna", Role::Administrator).await);
    let id = upload_version(&mut cast.author, "2", &cast.template, b"two").await.unwrap();
    let draft = version(&mut cast.author, &id).await.unwrap();
    // Who submits does not matter: whose work it is does.
    let submitted = take(&mut cast.second, step(Step::Submit, &draft)).await.unwrap();
    for which in [Step::Approve, Step::Reject] {
        let error = take(&mut cast.author, step(which, &submitted)).await.unwrap_err();
        assert!(matches!(error, Error::OwnWork), "{error:?}");
    }
    let waiting = async |door: &mut Door| {
        let mut read = door.read().await.unwrap();
        let (page, count) = read.undecided(&PageRequest::default()).await.unwrap();
        (page.items.len(), count)
    };
    assert_eq!(waiting(&mut cast.author).await, (0, 0), "one's own waits for others");
    assert_eq!(waiting(&mut cast.second).await, (1, 1));

    let settings = administrator.read().await.unwrap().settings().await.unwrap();
    assert_eq!(settings, Settings { four_eyes: true, accent: None, stamp_server: false, rev: Rev::FIRST });
    let accent = Some("#8a1538".parse().unwrap());
    let without = Settings { four_eyes: false, accent, stamp_server: true, ..settings };
    assert!(matches!(change_settings(&mut cast.author, without).await, Err(Error::NotAllowed(_))));
    let late = Settings { rev: Rev::FIRST.next(), ..without };
    assert!(matches!(change_settings(&mut administrator, late).await, Err(Error::Stale { .. })));
    let rev = change_settings(&mut administrator, without).await.unwrap();
    assert_eq!(administrator.read().await.unwrap().settings().await.unwrap(), Settings { rev, ..without });
    let error = change_settings(&mut administrator, without).await.unwrap_err();
    assert!(matches!(error, Error::Stale { current } if current == rev), "{error:?}");

    assert_eq!(waiting(&mut cast.author).await, (1, 1));
    take(&mut cast.author, step(Step::Approve, &submitted)).await.unwrap();
    assert_eq!(waiting(&mut cast.author).await, (0, 0));
    let again = Settings { four_eyes: true, rev, ..settings };
    change_settings(&mut administrator, again).await.unwrap();
    assert!(administrator.read().await.unwrap().settings().await.unwrap().four_eyes);
}

#[tokio::test]
async fn a_planned_version_is_published_when_its_moment_has_come() {
    let mut cast = cast().await;
    let store = cast.lab.store.clone();
    let (two, three) = (cast.approved(b"two").await, cast.approved(b"three").await);
    let day = SignedDuration::from_hours(24);
    let (at, review_by) = (cast.author.now() + day, cast.author.now() + day * 365);
    let plan = |of: &TemplateVersion, at| NewStep {
        publish_at: Some(at),
        review_by: Some(review_by),
        ..step(Step::Schedule, of)
    };
    let two = take(&mut cast.author, plan(&two, at)).await.unwrap();
    assert_eq!((two.state, two.publish_at, two.review_by), (VersionState::Approved, Some(at), Some(review_by)));
    let three = take(&mut cast.author, plan(&three, at)).await.unwrap();
    let three = take(&mut cast.author, step(Step::Unschedule, &three)).await.unwrap();
    assert_eq!(three.publish_at, None);

    cast.lab.clock.forward(day - SignedDuration::from_secs(1));
    assert_eq!(work_off(&store).await, 0);
    assert_eq!(cast.seen().await, Some(1));
    cast.lab.clock.forward(SignedDuration::from_secs(1));
    assert_eq!(work_off(&store).await, 2, "three's plan was taken back: its job has nothing to do");
    assert_eq!(cast.seen().await, Some(2));
    assert_eq!(work_off(&store).await, 0);
    let two = version(&mut cast.author, &two.id).await.unwrap();
    assert_eq!((two.publish_at, two.published_at, two.review_by), (None, Some(at), Some(review_by)));

    let mut read = cast.author.read().await.unwrap();
    let early = read.review_due(review_by - day, &PageRequest::default()).await.unwrap();
    let due = read.review_due(review_by, &PageRequest::default()).await.unwrap();
    let steps = read.version_steps(&two.id).await.unwrap();
    drop(read);
    assert!(early.items.is_empty());
    assert_eq!(cast.author.open_page(due).await.unwrap().items, [two]);
    let steps = cast.author.open_all(steps).await.unwrap();
    assert_eq!(steps.last().map(|step| (step.step, &step.person)), Some((Step::Publish, &None)));
}

#[tokio::test]
async fn two_that_publish_what_is_planned_at_once_do_it_once() {
    let mut cast = cast().await;
    let two = cast.approved(b"two").await;
    let at = cast.author.now();
    take(&mut cast.author, NewStep { publish_at: Some(at), ..step(Step::Schedule, &two) }).await.unwrap();
    let (a, b) = (cast.lab.store.clone(), cast.lab.store.clone());
    let (a, b) = tokio::join!(work_off(&a), work_off(&b));
    assert_eq!(a + b, 1);
    assert_eq!(cast.seen().await, Some(2));
}

#[tokio::test]
async fn exactly_one_version_is_published_whoever_publishes_at_once() {
    let mut cast = cast().await;
    let (two, three) = (cast.approved(b"two").await, cast.approved(b"three").await);
    let (author, second) = (&mut cast.author, &mut cast.second);
    let (a, b) = tokio::join!(
        take(author, step(Step::Publish, &two)),
        take(second, step(Step::Publish, &three)),
    );
    assert!(a.is_ok() && b.is_ok(), "{a:?} {b:?}");
    let all = versions(&mut cast.author, &cast.template.clone()).await;
    let published: Vec<_> = all.iter().filter(|version| version.state == VersionState::Published).collect();
    assert_eq!(published.len(), 1);
    assert_eq!(cast.seen().await, Some(published[0].number));
}

#[tokio::test]
async fn of_two_steps_on_one_revision_the_second_is_refused() {
    let mut cast = cast().await;
    let two = cast.approved(b"two").await;
    take(&mut cast.author, step(Step::Publish, &two)).await.unwrap();
    let error = take(&mut cast.second, step(Step::Retire, &two)).await.unwrap_err();
    assert!(matches!(error, Error::Stale { current } if current == two.rev.next()), "{error:?}");
    assert_eq!(cast.state(&two).await, VersionState::Published);
}

#[tokio::test]
async fn rolling_back_publishes_the_one_before_and_not_to_and_fro() {
    let mut cast = cast().await;
    let two = cast.published(b"two").await;
    let never = cast.approved(b"never published").await;
    cast.published(b"four").await;
    assert_eq!(cast.seen().await, Some(4));
    for expected in [2, 1] {
        let mut read = cast.author.read().await.unwrap();
        let sealed = read.template(&cast.template).await.unwrap();
        let before = read.version_before(&cast.template).await.unwrap().unwrap();
        drop(read);
        let template = cast.author.open(sealed).await.unwrap();
        let before = cast.author.open(before).await.unwrap();
        let back = NewStep { expected: Expected::Template(template.rev), ..step(Step::Publish, &before) };
        take(&mut cast.author, back.clone()).await.unwrap();
        assert_eq!(cast.seen().await, Some(expected));
        assert!(matches!(take(&mut cast.author, back).await, Err(Error::Stale { .. })), "once is once");
    }
    assert!(cast.author.read().await.unwrap().version_before(&cast.template).await.unwrap().is_none());
    assert_eq!(cast.state(&never).await, VersionState::Approved);
    assert_eq!(cast.state(&two).await, VersionState::Approved);
}

#[tokio::test]
async fn a_retired_template_is_gone_for_lawyers_and_its_file_comes_back_as_a_draft() {
    let mut cast = cast().await;
    let retired = take(&mut cast.author, step(Step::Retire, &cast.first.clone())).await.unwrap();
    assert_eq!(retired.state, VersionState::Retired);
    assert_eq!(cast.seen().await, None);
    assert!(matches!(template_file(&mut cast.lawyer, &retired.id).await, Err(Error::NotFound)));

    let file = template_file(&mut cast.author, &retired.id).await.unwrap();
    let id = upload_version(&mut cast.author, "again", &cast.template, &file.bytes).await.unwrap();
    let restored = version(&mut cast.author, &id).await.unwrap();
    assert_eq!((restored.number, restored.state), (2, VersionState::Draft));
    assert_eq!((restored.sha256.clone(), file.sha256), (retired.sha256.clone(), retired.sha256));
    let restored = approve(&mut cast.author, &mut cast.second, &restored).await;
    take(&mut cast.author, step(Step::Publish, &restored)).await.unwrap();
    assert_eq!(cast.seen().await, Some(2));
}

#[tokio::test]
async fn an_interview_stays_with_the_version_that_it_began_with() {
    let mut cast = cast().await;
    let began = async |cast: &mut Cast, key: &str| {
        let found = cast.lawyer.templates("lease", &PageRequest::default()).await.unwrap().items.remove(0);
        let set = start(&mut cast.lawyer, key, &found, answers(json!({}))).await.unwrap();
        answer_set(&mut cast.lawyer, &set).await.unwrap()
    };
    let old = began(&mut cast, "old").await;
    let two = cast.published(b"two").await;
    let new = began(&mut cast, "new").await;
    assert_eq!((old.version, new.version), (cast.first.id, two.id));
    let old = answer_set(&mut cast.lawyer, &old.id).await.unwrap();
    assert_eq!((old.version, old.number), (cast.first.id, 1));
    // The version of an own answer set stays readable, also when it was taken out of use; to others it does not.
    let first = version(&mut cast.author, &cast.first.id).await.unwrap();
    take(&mut cast.author, step(Step::Retire, &first)).await.unwrap();
    assert_eq!(template_file(&mut cast.lawyer, &first.id).await.unwrap().bytes, b"one");
    generate(&mut cast.lawyer, "doc", old, b"x").await.unwrap();
    let mut other = cast.lab.store.door(cast.lab.sign_in("a", "piet", Role::Lawyer).await);
    assert!(matches!(template_file(&mut other, &first.id).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_sample_that_the_firm_made_its_own_stays_that_way() {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut manager = lab.store.door(lab.sign_in("a", "karim", Role::KnowledgeManager).await);
    let sample = version(&mut manager, &office.template.version).await.unwrap();
    assert_eq!((sample.state, sample.author), (VersionState::Published, None));
    assert!(lab.store.publish_sample(&office.tenant, "nda", template("NDA", b"nda 2")).await.unwrap());
    let renewed = versions(&mut manager, &office.template.id).await;
    let renewed = renewed.into_iter().find(|version| version.state == VersionState::Published).unwrap();
    assert_eq!(renewed.number, 2);
    take(&mut manager, step(Step::Retire, &renewed)).await.unwrap();
    assert!(!lab.store.publish_sample(&office.tenant, "nda", template("NDA", b"nda 3")).await.unwrap());
    let mut lawyer = lab.store.door(office.lawyer);
    assert!(lawyer.templates("", &PageRequest::default()).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn an_answer_set_moves_to_the_newer_version_and_keeps_what_was_left() {
    let mut cast = cast().await;
    let template = cast.lawyer.templates("", &PageRequest::default()).await.unwrap().items.remove(0);
    let id = start(&mut cast.lawyer, "1", &template, answers(json!({"a": 1, "b": 2}))).await.unwrap();
    let old = answer_set(&mut cast.lawyer, &id).await.unwrap();
    assert_eq!((old.newer, old.set_aside.len()), (None, 0));
    let approved = cast.approved(b"two").await;
    assert_eq!(answer_set(&mut cast.lawyer, &id).await.unwrap().newer, None, "approved is not published");
    let early = move_set(&mut cast.lawyer, &old, &approved.id, answers(json!({})), answers(json!({}))).await;
    assert!(matches!(early, Err(Error::NothingNewer)), "{early:?}");
    assert_eq!(answer_set(&mut cast.lawyer, &id).await.unwrap(), old, "nothing changed");

    let two = take(&mut cast.author, step(Step::Publish, &approved)).await.unwrap();
    let set = answer_set(&mut cast.lawyer, &id).await.unwrap();
    assert_eq!(set.newer, Some(NewerVersion { version: two.id, number: 2 }));
    assert_eq!(all_sets(&mut cast.lawyer).await[0].newer, set.newer);
    let rev = move_set(&mut cast.lawyer, &set, &two.id, answers(json!({"a": 1})), answers(json!({"b": 2}))).await;
    assert_eq!(rev.unwrap(), Rev::FIRST.next());
    let moved = answer_set(&mut cast.lawyer, &id).await.unwrap();
    assert_eq!((moved.version, moved.number, moved.newer, moved.rev), (two.id, 2, None, Rev::FIRST.next()));
    assert_eq!((moved.answers.clone(), moved.set_aside.clone()), (answers(json!({"a": 1})), answers(json!({"b": 2}))));
    let again = move_set(&mut cast.lawyer, &set, &two.id, answers(json!({})), answers(json!({}))).await;
    assert!(matches!(again, Err(Error::Stale { .. })), "{again:?}");

    // A change keeps what was set aside; the next move adds to it.
    change(&mut cast.lawyer, &moved, answers(json!({"a": 3, "c": 4}))).await.unwrap();
    let three = cast.published(b"three").await;
    let set = answer_set(&mut cast.lawyer, &id).await.unwrap();
    let back = move_set(&mut cast.lawyer, &set, &cast.first.id, answers(json!({})), answers(json!({}))).await;
    assert!(matches!(back, Err(Error::NothingNewer)), "{back:?}");
    move_set(&mut cast.lawyer, &set, &three.id, answers(json!({"a": 3})), answers(json!({"c": 4}))).await.unwrap();
    let moved = answer_set(&mut cast.lawyer, &id).await.unwrap();
    assert_eq!((moved.number, moved.set_aside), (3, answers(json!({"b": 2, "c": 4}))));

    let rows = sqlx::query("SELECT id FROM audit_event WHERE action = 'move_answers' AND object_id = $1")
        .bind(id.to_string())
        .fetch_all(&mut cast.lab.raw().await)
        .await
        .unwrap();
    assert_eq!(rows.len(), 2, "a refused move leaves no line");
}

#[tokio::test]
async fn a_version_that_is_older_or_of_another_template_is_nothing_newer() {
    let mut cast = cast().await;
    let two = cast.published(b"two").await;
    let lease = cast.lawyer.templates("", &PageRequest::default()).await.unwrap().items.remove(0);
    let id = start(&mut cast.lawyer, "1", &lease, answers(json!({}))).await.unwrap();
    let first = version(&mut cast.author, &cast.first.id).await.unwrap();
    take(&mut cast.author, step(Step::Publish, &first)).await.unwrap();
    let set = answer_set(&mut cast.lawyer, &id).await.unwrap();
    assert_eq!((set.version, set.newer), (two.id, None), "rolled back");

    let other = upload(&mut cast.author, "other", template("Other", b"other")).await.unwrap();
    let other = versions(&mut cast.author, &other).await.remove(0);
    let other = approve(&mut cast.author, &mut cast.second, &other).await;
    let other = take(&mut cast.author, step(Step::Publish, &other)).await.unwrap();
    for to in [first.id, other.id] {
        let refused = move_set(&mut cast.lawyer, &set, &to, answers(json!({})), answers(json!({}))).await;
        assert!(matches!(refused, Err(Error::NothingNewer)), "{refused:?}");
    }
}
