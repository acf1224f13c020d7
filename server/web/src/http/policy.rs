//! The content security policies of the pages (W3C CSP level 3): what each may load, and who may frame it.
//!
//! Microsoft publishes no list of the hosts that Office.js and Word on the web need; these come from its own
//! issue tracker (OfficeDev/office-js 1005 and 3342, OfficeDev/office-js-docs-pr 4911). `docs/word-compatibility.md`
//! says what is not known.

/// Where Office.js and what it loads by itself come from.
const OFFICE_SCRIPTS: &str = "https://appsforoffice.microsoft.com https://ajax.aspnetcdn.com";
/// Who shows Word on the web: its own frame, and the pages around that. A policy has to allow every one of them.
const OFFICE_FRAMES: &str = "https://*.officeapps.live.com https://*.sharepoint.com https://onedrive.live.com \
                             https://*.office.com https://*.cloud.microsoft https://teams.microsoft.com";
/// What every page starts from.
const COMMON: &str = "default-src 'none'; base-uri 'none'; font-src 'self'";
/// Pages that show a document make the pictures in it themselves, out of its bytes.
const PICTURES: &str = "img-src 'self' blob:";

/// The portal: nothing but our own, in no frame. Signing out is a form that leads to the issuer, which browsers
/// count as a target of the form.
pub fn portal(nonce: &str, issuers: &[&str]) -> String {
    let issuers = issuers.join(" ");
    format!(
        "{COMMON}; {PICTURES}; script-src 'self'; style-src 'self' 'nonce-{nonce}'; connect-src 'self'; \
         form-action 'self' {issuers}; frame-ancestors 'none'"
    )
}

/// The task pane: Office.js besides, Entra ID for nested sign-in, and Office's hosts around it.
pub fn taskpane(nonce: &str) -> String {
    let entra = crate::manifest::ENTRA;
    format!(
        "{COMMON}; {PICTURES}; script-src 'self' {OFFICE_SCRIPTS}; style-src 'self' 'nonce-{nonce}'; \
         connect-src 'self' {entra}; frame-src {entra}; form-action 'none'; frame-ancestors {OFFICE_FRAMES}"
    )
}

/// The dialog: Office.js besides, in a window of its own.
pub fn dialog(nonce: &str) -> String {
    format!(
        "{COMMON}; img-src 'self'; script-src 'self' {OFFICE_SCRIPTS}; style-src 'self' 'nonce-{nonce}'; connect-src 'self'; \
         form-action 'none'; frame-ancestors 'none'"
    )
}
