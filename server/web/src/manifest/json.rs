//! The unified manifest, schema 1.23: the first one with context menus.
//! <https://learn.microsoft.com/en-us/microsoft-365/extensibility/schema/>

use serde_json::{Map, Value, json};

use super::Deployment;
use super::icons::file;
use super::source::{Button, Group, Source, Text};

const SCHEMA: &str = "https://developer.microsoft.com/json-schemas/teams/v1.23/MicrosoftTeams.schema.json";
const STRINGS: &str =
    "https://developer.microsoft.com/json-schemas/teams/v1.23/MicrosoftTeams.Localization.schema.json";
/// The runtime that the pane's page runs in.
const RUNTIME: &str = "Pane";
/// The sizes in pixels of an icon: schema 1.23 takes exactly three.
const ICONS: [u16; 3] = [16, 32, 80];
/// The full-colour icon of the package, 192 × 192.
pub(super) const COLOUR: u16 = 192;
/// The white icon of the package, 32 × 32.
pub(super) const OUTLINE: &str = "akte-outline-32.png";
/// The file with the Dutch texts in the package.
pub(super) const DUTCH: &str = "nl.json";

/// The manifest as it lies in the package.
///
/// # Errors
/// When the built-in source cannot be read.
pub fn json(deployment: &Deployment) -> serde_json::Result<String> {
    serde_json::to_string_pretty(&manifest(deployment, &Source::read()?, |text| &text.en))
}

/// The Dutch texts: the path of each text in the manifest, and what stands there in Dutch.
pub(super) fn dutch(deployment: &Deployment) -> serde_json::Result<String> {
    let source = Source::read()?;
    let english = manifest(deployment, &source, |text| &text.en);
    let dutch = manifest(deployment, &source, |text| &text.nl);
    let mut texts = Map::new();
    texts.insert("$schema".to_owned(), STRINGS.into());
    // The schema of the translations demands these four, changed or not.
    for path in ["/name/short", "/name/full", "/description/short", "/description/full"] {
        if let Some(text) = dutch.pointer(path) {
            texts.insert(path.trim_start_matches('/').replace('/', "."), text.clone());
        }
    }
    differences("extensions", &english["extensions"], &dutch["extensions"], &mut texts);
    serde_json::to_string_pretty(&texts)
}

fn differences(path: &str, english: &Value, dutch: &Value, found: &mut Map<String, Value>) {
    match (english, dutch) {
        (Value::Array(english), Value::Array(dutch)) => {
            for (at, (english, dutch)) in english.iter().zip(dutch).enumerate() {
                differences(&format!("{path}[{at}]"), english, dutch, found);
            }
        }
        (Value::Object(english), Value::Object(dutch)) => {
            for ((name, english), dutch) in english.iter().zip(dutch.values()) {
                differences(&format!("{path}.{name}"), english, dutch, found);
            }
        }
        _ if english != dutch => {
            found.insert(path.to_owned(), dutch.clone());
        }
        _ => {}
    }
}

fn manifest(deployment: &Deployment, source: &Source, text: fn(&Text) -> &String) -> Value {
    let home = deployment.url("/");
    let icons = icons(deployment);
    let name = deployment.name(text(&source.name));
    let mut manifest = json!({
        "$schema": SCHEMA,
        "manifestVersion": "1.23",
        "version": source.version,
        "id": deployment.id(source.app),
        "localizationInfo": {
            "defaultLanguageTag": "en",
            "additionalLanguages": [{ "languageTag": "nl", "file": DUTCH }],
        },
        "developer": {
            "name": source.provider,
            "websiteUrl": home,
            "privacyUrl": home,
            "termsOfUseUrl": home,
        },
        "name": { "short": name, "full": name },
        "description": { "short": text(&source.summary), "full": text(&source.description) },
        "icons": { "color": file(COLOUR), "outline": OUTLINE },
        "accentColor": source.accent,
        "validDomains": valid_domains(deployment),
        "authorization": {
            "permissions": {
                "resourceSpecific": [{ "name": "Document.ReadWrite.User", "type": "Delegated" }],
            },
        },
        "extensions": [{
            "requirements": {
                "scopes": ["document"],
                "capabilities": [{ "name": "WordApi", "minVersion": source.requires }],
            },
            "runtimes": runtimes(deployment, source),
            "ribbons": [{
                "requirements": { "scopes": ["document"] },
                "contexts": ["default"],
                "tabs": [{
                    "id": "Akte.Tab",
                    "label": name,
                    "groups": source.groups.iter().map(|each| group(each, &icons, text)).collect::<Vec<_>>(),
                }],
            }],
            "contextMenus": [{
                "requirements": { "scopes": ["document"] },
                "menus": [{
                    "entryPoint": "text",
                    "controls": [{
                        "id": source.menu.id,
                        "type": "menu",
                        "label": text(&source.menu.label),
                        "icons": icons,
                        "supertip": {
                            "title": text(&source.menu.label),
                            "description": text(&source.menu.tip),
                        },
                        "items": source.menu.items.iter().map(|item| item_of(item, text)).collect::<Vec<_>>(),
                    }],
                }],
            }],
            "getStartedMessages": [{
                "title": name,
                "description": text(&source.welcome),
                "learnMoreUrl": home,
            }],
            // Where both are installed, the add-in-only one steps back.
            "alternates": [{
                "hide": { "customOfficeAddin": { "officeAddinId": deployment.id(source.id) } },
            }],
        }],
    });
    if let Some(client) = deployment.client_id {
        manifest["webApplicationInfo"] = json!({ "id": client, "resource": deployment.resource(client) });
    }
    manifest
}

fn valid_domains(deployment: &Deployment) -> Vec<String> {
    let others = deployment.domains().into_iter().map(|domain| domain.replace("https://", ""));
    std::iter::once(deployment.host.to_string()).chain(others).collect()
}

fn runtimes(deployment: &Deployment, source: &Source) -> Vec<Value> {
    // One runtime a view, for a page is named by its runtime; all of them open in one pane.
    source
        .buttons()
        .map(|button| {
            json!({
                "id": format!("{RUNTIME}.{}", button.id),
                "type": "general",
                "lifetime": "short",
                "code": { "page": deployment.pane(&button.view) },
                "actions": [{ "id": action(button), "type": "openPage", "view": "akte" }],
            })
        })
        .collect()
}

fn group(group: &Group, icons: &Value, text: fn(&Text) -> &String) -> Value {
    let buttons = group.buttons.iter().map(|button| {
        json!({
            "id": button.id,
            "type": "button",
            "label": text(&button.label),
            "icons": icons,
            "supertip": { "title": text(&button.label), "description": text(&button.tip) },
            "actionId": action(button),
        })
    });
    json!({
        "id": format!("Akte.{}", group.id),
        "label": text(&group.label),
        "icons": icons,
        "controls": buttons.collect::<Vec<_>>(),
    })
}

fn item_of(item: &Button, text: fn(&Text) -> &String) -> Value {
    json!({
        "id": item.id,
        "type": "menuItem",
        "label": text(&item.label),
        "supertip": { "title": text(&item.label), "description": text(&item.tip) },
        "actionId": action(item),
    })
}

fn action(button: &Button) -> String {
    format!("Show{}", button.id)
}

fn icons(deployment: &Deployment) -> Value {
    ICONS.iter().map(|&size| json!({ "size": size, "url": deployment.icon(size) })).collect()
}
