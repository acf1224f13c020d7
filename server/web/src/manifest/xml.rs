//! The add-in-only manifest. The order of elements is that of its schemas (MS-OWEMXML, section 5).
//! <https://learn.microsoft.com/en-us/javascript/api/manifest>

use std::collections::BTreeMap;

use quick_xml::escape::escape;

use super::Deployment;
use super::source::{Button, Group, Menu, Source, Text};

/// The sizes in pixels of a button's icon; 16, 32 and 80 are required.
/// <https://learn.microsoft.com/en-us/javascript/api/manifest/icon>
const ICONS: [u16; 6] = [16, 20, 32, 64, 80, 96];

/// The manifest.
///
/// # Errors
/// When the built-in source cannot be read.
pub fn xml(deployment: &Deployment) -> serde_json::Result<String> {
    let source = Source::read()?;
    let mut page = Page::default();
    page.start(&source, deployment);
    page.overrides(&source, deployment);
    page.close("OfficeApp");
    Ok(page.text)
}

/// What is written, and the resources that it named on its way.
#[derive(Default)]
struct Page {
    text: String,
    depth: usize,
    urls: BTreeMap<String, String>,
    short: BTreeMap<String, (String, String)>,
    long: BTreeMap<String, (String, String)>,
}

impl Page {
    fn start(&mut self, source: &Source, deployment: &Deployment) {
        self.text.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        self.open(
            "OfficeApp",
            &[
                ("xmlns", "http://schemas.microsoft.com/office/appforoffice/1.1"),
                ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
                ("xmlns:bt", "http://schemas.microsoft.com/office/officeappbasictypes/1.0"),
                ("xsi:type", "TaskPaneApp"),
            ],
        );
        self.leaf("Id", &deployment.id(source.id).to_string());
        self.leaf("Version", &format!("{}.0", source.version));
        self.leaf("ProviderName", &source.provider);
        self.leaf("DefaultLocale", "en-US");
        self.localized("DisplayName", &named(&source.name, deployment));
        self.localized("Description", &both(&source.description));
        self.empty("IconUrl", &[("DefaultValue", &deployment.icon(32))]);
        self.empty("HighResolutionIconUrl", &[("DefaultValue", &deployment.icon(64))]);
        self.empty("SupportUrl", &[("DefaultValue", &deployment.url("/"))]);
        self.open("AppDomains", &[]);
        for domain in deployment.domains() {
            self.leaf("AppDomain", &domain);
        }
        self.close("AppDomains");
        self.open("Hosts", &[]);
        self.empty("Host", &[("Name", "Document")]);
        self.close("Hosts");
        self.open("Requirements", &[]);
        self.open("Sets", &[("DefaultMinVersion", &source.requires)]);
        self.empty("Set", &[("Name", "WordApi"), ("MinVersion", &source.requires)]);
        self.close("Sets");
        self.close("Requirements");
        self.open("DefaultSettings", &[]);
        self.empty("SourceLocation", &[("DefaultValue", &deployment.pane("generate"))]);
        self.close("DefaultSettings");
        self.leaf("Permissions", "ReadWriteDocument");
    }

    /// The ribbon tab and the context menu.
    fn overrides(&mut self, source: &Source, deployment: &Deployment) {
        self.open(
            "VersionOverrides",
            &[
                ("xmlns", "http://schemas.microsoft.com/office/taskpaneappversionoverrides"),
                ("xsi:type", "VersionOverridesV1_0"),
            ],
        );
        self.open("Hosts", &[]);
        self.open("Host", &[("xsi:type", "Document")]);
        self.open("DesktopFormFactor", &[]);
        self.open("GetStarted", &[]);
        let title = named(&source.name, deployment);
        self.short_string("Title", "Akte.Title", title.clone());
        self.long_string("Description", "Akte.Welcome", both(&source.welcome));
        self.url("LearnMoreUrl", "Akte.Home", deployment.url("/"));
        self.close("GetStarted");
        self.open("ExtensionPoint", &[("xsi:type", "PrimaryCommandSurface")]);
        self.open("CustomTab", &[("id", "Akte.Tab")]);
        for group in &source.groups {
            self.group(group, deployment);
        }
        self.short_string("Label", "Akte.Title", title);
        self.close("CustomTab");
        self.close("ExtensionPoint");
        self.open("ExtensionPoint", &[("xsi:type", "ContextMenu")]);
        self.open("OfficeMenu", &[("id", "ContextMenuText")]);
        self.menu(&source.menu, deployment);
        self.close("OfficeMenu");
        self.close("ExtensionPoint");
        for element in ["DesktopFormFactor", "Host", "Hosts"] {
            self.close(element);
        }
        self.resources(deployment);
        if let Some(client) = deployment.client_id {
            self.open("WebApplicationInfo", &[]);
            self.leaf("Id", &client.to_string());
            self.leaf("Resource", &deployment.resource(client));
            self.open("Scopes", &[]);
            for scope in ["openid", "profile"] {
                self.leaf("Scope", scope);
            }
            self.close("Scopes");
            self.close("WebApplicationInfo");
        }
        self.close("VersionOverrides");
    }

    fn group(&mut self, group: &Group, deployment: &Deployment) {
        self.open("Group", &[("id", &format!("Akte.{}", group.id))]);
        self.short_string("Label", &format!("{}.Label", group.id), both(&group.label));
        self.icon();
        for button in &group.buttons {
            self.open("Control", &[("xsi:type", "Button"), ("id", &format!("Akte.{}", button.id))]);
            self.button(button, deployment);
            self.close("Control");
        }
        self.close("Group");
    }

    fn menu(&mut self, menu: &Menu, deployment: &Deployment) {
        self.open("Control", &[("xsi:type", "Menu"), ("id", &format!("Akte.{}", menu.id))]);
        self.words(&menu.id, &menu.label, &menu.tip);
        self.icon();
        self.open("Items", &[]);
        for item in &menu.items {
            self.open("Item", &[("id", &format!("Akte.{}", item.id))]);
            self.button(item, deployment);
            self.close("Item");
        }
        self.close("Items");
        self.close("Control");
    }

    /// What a button and an item of a menu hold. One `TaskpaneId`: all of them open in one pane.
    fn button(&mut self, button: &Button, deployment: &Deployment) {
        self.words(&button.id, &button.label, &button.tip);
        self.icon();
        self.open("Action", &[("xsi:type", "ShowTaskpane")]);
        self.leaf("TaskpaneId", "Akte");
        self.url("SourceLocation", &format!("{}.Page", button.id), deployment.pane(&button.view));
        self.close("Action");
    }

    fn words(&mut self, id: &str, label: &Text, tip: &Text) {
        self.short_string("Label", &format!("{id}.Label"), both(label));
        self.open("Supertip", &[]);
        self.short_string("Title", &format!("{id}.Label"), both(label));
        self.long_string("Description", &format!("{id}.Tip"), both(tip));
        self.close("Supertip");
    }

    fn icon(&mut self) {
        self.open("Icon", &[]);
        for size in ICONS {
            self.empty("bt:Image", &[("size", &size.to_string()), ("resid", &format!("Icon.{size}"))]);
        }
        self.close("Icon");
    }

    fn resources(&mut self, deployment: &Deployment) {
        self.open("Resources", &[]);
        self.open("bt:Images", &[]);
        for size in ICONS {
            let (id, address) = (format!("Icon.{size}"), deployment.icon(size));
            self.empty("bt:Image", &[("id", &id), ("DefaultValue", &address)]);
        }
        self.close("bt:Images");
        self.open("bt:Urls", &[]);
        for (id, address) in std::mem::take(&mut self.urls) {
            self.empty("bt:Url", &[("id", &id), ("DefaultValue", &address)]);
        }
        self.close("bt:Urls");
        for (kind, texts) in [
            ("bt:ShortStrings", std::mem::take(&mut self.short)),
            ("bt:LongStrings", std::mem::take(&mut self.long)),
        ] {
            self.open(kind, &[]);
            for (id, (english, dutch)) in texts {
                self.open("bt:String", &[("id", &id), ("DefaultValue", &english)]);
                self.empty("bt:Override", &[("Locale", "nl-NL"), ("Value", &dutch)]);
                self.close("bt:String");
            }
            self.close(kind);
        }
        self.close("Resources");
    }

    fn localized(&mut self, element: &str, (english, dutch): &(String, String)) {
        self.open(element, &[("DefaultValue", english)]);
        self.empty("Override", &[("Locale", "nl-NL"), ("Value", dutch)]);
        self.close(element);
    }

    fn short_string(&mut self, element: &str, id: &str, text: (String, String)) {
        self.empty(element, &[("resid", id)]);
        self.short.insert(id.to_owned(), text);
    }

    fn long_string(&mut self, element: &str, id: &str, text: (String, String)) {
        self.empty(element, &[("resid", id)]);
        self.long.insert(id.to_owned(), text);
    }

    fn url(&mut self, element: &str, id: &str, address: String) {
        self.empty(element, &[("resid", id)]);
        self.urls.insert(id.to_owned(), address);
    }

    fn open(&mut self, element: &str, attributes: &[(&str, &str)]) {
        self.tag(element, attributes, ">");
        self.depth += 1;
    }

    fn empty(&mut self, element: &str, attributes: &[(&str, &str)]) {
        self.tag(element, attributes, "/>");
    }

    fn leaf(&mut self, element: &str, text: &str) {
        self.indent();
        self.text.push_str(&format!("<{element}>{}</{element}>\n", escape(text)));
    }

    fn close(&mut self, element: &str) {
        self.depth -= 1;
        self.indent();
        self.text.push_str(&format!("</{element}>\n"));
    }

    fn tag(&mut self, element: &str, attributes: &[(&str, &str)], end: &str) {
        self.indent();
        self.text.push_str(&format!("<{element}"));
        for (name, value) in attributes {
            self.text.push_str(&format!(" {name}=\"{}\"", escape(*value)));
        }
        self.text.push_str(&format!("{end}\n"));
    }

    fn indent(&mut self) {
        self.text.extend(std::iter::repeat_n("  ", self.depth));
    }
}

/// English and Dutch.
fn both(text: &Text) -> (String, String) {
    (text.en.clone(), text.nl.clone())
}

fn named(name: &Text, deployment: &Deployment) -> (String, String) {
    (deployment.name(&name.en), deployment.name(&name.nl))
}
