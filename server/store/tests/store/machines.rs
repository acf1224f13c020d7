//! Machines: what a key or an application is good for, until when, and from where.

use std::net::IpAddr;

use akte_model::*;
use akte_store::*;
use jiff::SignedDuration;

use crate::support::*;

const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 7));
const CLIENT: &str = "99999999-9999-4999-8999-999999999999";

pub async fn let_in(door: &mut Door, key: &str, client: Option<&str>) -> Result<Id<Person>> {
    let ticket = ticket(door, key).await;
    let new = NewMachine { name: format!("Machine {key}"), client: client.map(str::to_owned) };
    let (staged, tenant) = (door.stage(ticket, new).await?, door.actor().tenant());
    let mut write = door.write().await?;
    let permit = write.permit::<LetMachineIn>(&tenant).await?;
    let id = write.create_machine(permit, staged).await?;
    Ok(write.commit(id).await?.into_inner())
}

/// A key that is good for an hour.
pub async fn make_key(
    door: &mut Door,
    machine: &Id<Person>,
    key: &str,
    scopes: &str,
    networks: &[&str],
) -> Result<(Id<ApiKey>, TokenHash)> {
    let ticket = ticket(door, key).await;
    let secret = door.new_secret()?;
    let hash = secret.hash();
    let new = NewApiKey {
        machine: *machine,
        secret,
        scopes: scopes.parse().unwrap(),
        networks: networks.iter().map(|network| network.parse().unwrap()).collect(),
        ends: door.now() + SignedDuration::from_hours(1),
    };
    let staged = door.stage(ticket, new).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<KeepMachine>(machine).await?;
    let id = write.create_key(permit, staged).await?;
    Ok((write.commit(id).await?.into_inner(), hash))
}

async fn revoke(door: &mut Door, machine: &Id<Person>, key: &Id<ApiKey>) -> Result<()> {
    let mut write = door.write().await?;
    let permit = write.permit::<KeepMachine>(machine).await?;
    write.revoke_key(permit, key).await?;
    write.commit(()).await.map(Committed::into_inner)
}

async fn end(door: &mut Door, machine: &Id<Person>) -> Result<()> {
    let mut write = door.write().await?;
    let permit = write.permit::<KeepMachine>(machine).await?;
    write.end_machine(permit).await?;
    write.commit(()).await.map(Committed::into_inner)
}

async fn read(door: &mut Door, machine: &Id<Person>) -> Result<Machine> {
    let sealed = door.read().await?.machine(machine).await?;
    door.open(sealed).await
}

/// A firm with its administrator and a machine.
async fn case() -> (Lab, Office, Door, Id<Person>) {
    let lab = Lab::new().await;
    let office = lab.office("a").await;
    let mut anna = lab.store.door(lab.sign_in("a", "anna", Role::Administrator).await);
    let machine = let_in(&mut anna, "dms", None).await.unwrap();
    (lab, office, anna, machine)
}

async fn holder(lab: &Lab, key: &TokenHash, from: IpAddr) -> Option<Actor> {
    lab.store.gate_from(Some(from)).api_key(key).await.unwrap()
}

#[tokio::test]
async fn a_key_lets_its_machine_in_until_it_ends() {
    let (lab, office, mut anna, machine) = case().await;
    let (id, key) = make_key(&mut anna, &machine, "k", "read_template generate", &[]).await.unwrap();
    let actor = holder(&lab, &key, HOME).await.unwrap();
    assert_eq!((actor.tenant(), actor.person(), actor.session()), (office.tenant, machine, None));
    assert!(actor.may(Action::Generate) && !actor.may(Action::ReadAudit) && !actor.may(Action::KeepMachines));
    assert_eq!(actor.permissions().count(), 2);
    let seen = read(&mut anna, &machine).await.unwrap();
    assert_eq!((seen.name.as_str(), &seen.client, seen.keys.len()), ("Machine dms", &None, 1));
    let known = &seen.keys[0];
    assert_eq!((known.id, known.used_at), (id, Some(lab.store.door(actor).now())));
    assert!(known.prefix.starts_with("akte_") && known.prefix.len() == 13, "{}", known.prefix);

    let other = TokenHash::of(b"akte_another");
    assert!(holder(&lab, &other, HOME).await.is_none());
    lab.clock.forward(SignedDuration::from_hours(1) - SignedDuration::from_millis(1));
    assert!(holder(&lab, &key, HOME).await.is_some());
    lab.clock.forward(SignedDuration::from_millis(1));
    assert!(holder(&lab, &key, HOME).await.is_none());
}

#[tokio::test]
async fn a_key_is_good_within_its_networks_only() {
    let (lab, _, mut anna, machine) = case().await;
    let networks = ["192.0.2.0/29", "2001:db8::/32"];
    let (_, key) = make_key(&mut anna, &machine, "k", "generate", &networks).await.unwrap();
    for (from, good) in [
        ("192.0.2.7", true),
        ("::ffff:192.0.2.7", true),
        ("192.0.2.8", false),
        ("::ffff:192.0.2.8", false),
        ("2001:db8::1", true),
        ("2001:db9::1", false),
        ("127.0.0.1", false),
    ] {
        assert_eq!(holder(&lab, &key, from.parse().unwrap()).await.is_some(), good, "{from}");
    }
    assert!(lab.store.gate_from(None).api_key(&key).await.unwrap().is_none(), "from nobody knows where");
}

#[tokio::test]
async fn what_is_taken_back_is_good_no_longer() {
    let (lab, office, mut anna, machine) = case().await;
    let (first, one) = make_key(&mut anna, &machine, "1", "generate", &[]).await.unwrap();
    let (_, two) = make_key(&mut anna, &machine, "2", "generate", &[]).await.unwrap();
    revoke(&mut anna, &machine, &first).await.unwrap();
    assert!(holder(&lab, &one, HOME).await.is_none() && holder(&lab, &two, HOME).await.is_some());
    lab.clock.forward(SignedDuration::from_secs(1));
    revoke(&mut anna, &machine, &first).await.unwrap();
    let seen = read(&mut anna, &machine).await.unwrap().keys;
    let ends = seen.iter().find(|key| key.id == first).map(|key| key.ends);
    assert_eq!((seen.len(), ends), (2, Some(anna.now() - SignedDuration::from_secs(1))));

    lab.store.gate().suspend_firm(&office.tenant).await.unwrap();
    assert!(holder(&lab, &two, HOME).await.is_none());
    lab.store.gate().resume_firm(&office.tenant).await.unwrap();
    assert!(holder(&lab, &two, HOME).await.is_some());
    lab.store.gate().suspend_person(&office.tenant, &machine.to_string()).await.unwrap();
    assert!(holder(&lab, &two, HOME).await.is_none());
    lab.store.gate().resume_person(&office.tenant, &machine.to_string()).await.unwrap();
    end(&mut anna, &machine).await.unwrap();
    assert!(holder(&lab, &two, HOME).await.is_none());
    assert!(matches!(read(&mut anna, &machine).await.unwrap_err(), Error::NotFound));
    let all = anna.read().await.unwrap().machines(&PageRequest::default()).await.unwrap();
    assert!(all.items.is_empty());
}

#[tokio::test]
async fn a_key_that_has_ended_is_seen_for_a_month() {
    let (lab, _, mut anna, machine) = case().await;
    make_key(&mut anna, &machine, "k", "generate", &[]).await.unwrap();
    lab.clock.forward(SignedDuration::from_hours(30 * 24));
    lab.store.sweep().await.unwrap();
    assert_eq!(read(&mut anna, &machine).await.unwrap().keys.len(), 1);
    lab.clock.forward(SignedDuration::from_hours(2));
    lab.store.sweep().await.unwrap();
    assert!(read(&mut anna, &machine).await.unwrap().keys.is_empty());
}

#[tokio::test]
async fn an_application_is_let_in_by_the_firm_within_the_scopes_of_its_token() {
    let (lab, office, mut anna, _) = case().await;
    lab.firm("b").await;
    let app = async |tid: &str, scopes: &str| {
        lab.store.gate().application(ISSUER, tid, CLIENT, scopes.parse().unwrap()).await.unwrap()
    };
    assert!(app("a", "generate").await.is_none(), "nobody let it in");
    let machine = let_in(&mut anna, "app", Some(CLIENT)).await.unwrap();
    let taken = let_in(&mut anna, "again", Some(CLIENT)).await.unwrap_err();
    assert!(matches!(taken, Error::Taken("client")), "{taken:?}");
    let actor = app("a", "generate change_settings").await.unwrap();
    assert_eq!((actor.person(), actor.tenant()), (machine, office.tenant));
    assert!(actor.may(Action::Generate) && !actor.may(Action::ReadTemplate));
    assert!(!actor.may(Action::ChangeSettings), "whatever the issuer says: the role does not reach there");
    assert!(app("b", "generate").await.is_none(), "another firm did not");
    assert!(app("c", "generate").await.is_none());
    let read = read(&mut anna, &machine).await.unwrap();
    assert_eq!(read.client.as_deref(), Some(CLIENT));
    end(&mut anna, &machine).await.unwrap();
    assert!(app("a", "generate").await.is_none());
    let_in(&mut anna, "anew", Some(CLIENT)).await.unwrap();
}

#[tokio::test]
async fn another_firm_sees_and_ends_no_machine() {
    let (lab, _, mut anna, machine) = case().await;
    let (key, hash) = make_key(&mut anna, &machine, "k", "generate", &[]).await.unwrap();
    lab.firm("b").await;
    let mut bert = lab.store.door(lab.sign_in("b", "bert", Role::Administrator).await);
    let own = let_in(&mut bert, "own", None).await.unwrap();
    for error in [
        read(&mut bert, &machine).await.map(drop).unwrap_err(),
        end(&mut bert, &machine).await.unwrap_err(),
        revoke(&mut bert, &machine, &key).await.unwrap_err(),
        revoke(&mut bert, &own, &key).await.unwrap_err(),
        make_key(&mut bert, &machine, "k", "generate", &[]).await.map(drop).unwrap_err(),
    ] {
        assert!(matches!(error, Error::NotFound), "{error:?}");
    }
    assert!(holder(&lab, &hash, HOME).await.is_some());
    // Nor is a person a machine that keys could be made for.
    let person = bert.actor().person();
    let error = make_key(&mut bert, &person, "p", "generate", &[]).await.unwrap_err();
    assert!(matches!(error, Error::NotFound), "{error:?}");
}

#[tokio::test]
async fn a_machine_works_like_a_colleague_and_is_not_the_last_in_a_matter() {
    let (lab, office, mut anna, machine) = case().await;
    let scopes = "read_template start_interview read_answers create_matter change_members";
    let (_, key) = make_key(&mut anna, &machine, "k", scopes, &[]).await.unwrap();
    let mut door = lab.store.door(holder(&lab, &key, HOME).await.unwrap());
    let set = start(&mut door, "set", &office.template, Answers::new()).await.unwrap();
    assert_eq!(answer_set(&mut door, &set).await.unwrap().id, set);
    let matter = begin(&mut door, "1", true).await.unwrap();
    let mut remove = async |person: &Id<Person>| {
        let mut write = door.write().await?;
        let permit = write.permit::<ChangeMembers>(&matter).await?;
        write.remove_from_matter(permit, person).await?;
        write.commit(()).await.map(Committed::into_inner)
    };
    assert!(matches!(remove(&machine).await.unwrap_err(), Error::LastMember));
    let mut door = lab.store.door(holder(&lab, &key, HOME).await.unwrap());
    crate::support::let_in(&mut door, &matter, &office.lawyer.person()).await.unwrap();
    let events = anna.read().await.unwrap().events(&EventSpan::default(), &PageRequest::default()).await.unwrap();
    let events = anna.open_page(events).await.unwrap().items;
    let let_in = events.iter().find(|event| event.action == "add_to_matter").unwrap();
    assert_eq!(let_in.actor.as_ref().unwrap().name, "Machine dms");
    let made = events.iter().find(|event| event.action == "create_key").unwrap();
    assert_eq!(made.member.as_ref().unwrap().id, machine.to_string());
}

#[tokio::test]
async fn a_machine_is_renamed_where_it_was_not_meanwhile() {
    let (_lab, _, mut anna, machine) = case().await;
    let before = read(&mut anna, &machine).await.unwrap();
    let staged = anna.stage_name(machine, before.rev, before.rev, "DMS".to_owned()).await.unwrap();
    let late = anna.stage_name(machine, before.rev, before.rev, "X".to_owned()).await.unwrap();
    for (staged, good) in [(staged, true), (late, false)] {
        let mut write = anna.write().await.unwrap();
        let permit = write.permit::<KeepMachine>(&machine).await.unwrap();
        let renamed = write.rename_machine(permit, staged).await;
        assert_eq!(renamed.is_ok(), good, "{renamed:?}");
        write.commit(()).await.unwrap().into_inner();
    }
    let now = read(&mut anna, &machine).await.unwrap();
    assert_eq!((now.name.as_str(), now.rev), ("DMS", before.rev.next()));
}

#[tokio::test]
async fn the_list_of_the_firm_holds_for_machines_too() {
    let (lab, office, mut anna, machine) = case().await;
    let (_, key) = make_key(&mut anna, &machine, "k", "generate", &[]).await.unwrap();
    let_in(&mut anna, "app", Some(CLIENT)).await.unwrap();
    let rev = anna.read().await.unwrap().networks().await.unwrap().rev;
    let list = AllowList { mode: AllowMode::Enforced, networks: vec!["192.0.2.0/24".parse().unwrap()] };
    let mut write = anna.write().await.unwrap();
    let permit = write.permit::<ChangeSettings>(&office.tenant).await.unwrap();
    let _ = write.change_networks(permit, rev, list).await.unwrap();
    write.commit(()).await.unwrap().into_inner();
    assert!(holder(&lab, &key, HOME).await.is_some());
    for from in [Some("203.0.113.9".parse().unwrap()), None] {
        let gate = lab.store.gate_from(from);
        let by_key = gate.api_key(&key).await.map(drop).unwrap_err();
        let scopes = "generate".parse().unwrap();
        let by_token = gate.application(ISSUER, "a", CLIENT, scopes).await.map(drop).unwrap_err();
        assert!(matches!((&by_key, &by_token), (Error::NotFromThere(_), Error::NotFromThere(_))), "{by_key:?}");
    }
}
