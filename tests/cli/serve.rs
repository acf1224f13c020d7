//! `akte serve`

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Child, ChildStdout, Stdio};

use crate::workshop::{Workshop, akte};

/// A server that runs until the test ends.
pub struct Serving {
    child: Child,
    out: BufReader<ChildStdout>,
    pub said: String,
}

impl Serving {
    /// Starts one on free ports; returns when it said that it is ready and all that goes with it.
    pub fn start(workshop: &Workshop, arguments: &[&str]) -> Self {
        Self::at(0, workshop, arguments)
    }

    /// Starts one on this port.
    pub fn at(port: u16, workshop: &Workshop, arguments: &[&str]) -> Self {
        Self::until("Ctrl+C ends it", port, workshop, arguments)
    }

    /// Starts one; returns as soon as it said this.
    fn until(words: &str, port: u16, workshop: &Workshop, arguments: &[&str]) -> Self {
        let mut child = akte()
            .args(["serve", "--port", &port.to_string(), "--data-dir"])
            .arg(workshop.path("data"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let mut serving = Self { child, out, said: String::new() };
        while !serving.said.contains(words) {
            assert_ne!(serving.out.read_line(&mut serving.said).unwrap(), 0, "it ended: {}", serving.said);
        }
        serving
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("https://localhost:{}", self.port())
    }

    /// Ends it as the system does when memory runs out: at once, with SIGKILL.
    pub fn kill(self) {
        drop(self);
    }

    fn port(&self) -> &str {
        self.said.split("https://localhost:").nth(1).unwrap().split('/').next().unwrap()
    }

    #[cfg(unix)]
    pub fn terminate(mut self) -> i32 {
        let id = self.child.id().to_string();
        assert!(std::process::Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.child.wait().unwrap().code().expect("it ended by itself")
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended already.
        let _ended = self.child.kill();
        let _waited = self.child.wait();
    }
}

#[test]
fn it_says_where_to_go_and_who_can_sign_in() {
    let workshop = Workshop::new();
    let serving = Serving::start(&workshop, &["--demo"]);
    for text in [
        "/portal",
        "Lotte de Vries",
        "Karim Bennani",
        "Noor Jansen",
        "Anna Visser",
        "knowledge manager",
        "ca.pem",
    ] {
        assert!(serving.said.contains(text), "{text} in:\n{}", serving.said);
    }
}

#[test]
fn without_a_demo_nobody_can_sign_in_and_it_says_so() {
    let workshop = Workshop::new();
    let serving = Serving::start(&workshop, &[]);
    assert!(serving.said.contains("Nobody can sign in"), "{}", serving.said);
    assert!(!serving.said.contains("Lotte"), "{}", serving.said);
}

#[test]
#[cfg(unix)]
fn sigterm_ends_it_well_and_the_data_stay() {
    let workshop = Workshop::new();
    assert_eq!(Serving::start(&workshop, &["--demo"]).terminate(), 0);
    let authority = workshop.get("data/ca.pem");
    assert_eq!(Serving::start(&workshop, &["--demo"]).terminate(), 0);
    assert_eq!(authority, workshop.get("data/ca.pem"), "what the browser trusts stays the same");
}

#[test]
#[cfg(target_os = "linux")]
fn from_the_moment_it_is_ready_it_catches_what_asks_it_to_end() {
    let workshop = Workshop::new();
    let serving = Serving::until("Akte is ready", 0, &workshop, &[]);
    let status = std::fs::read_to_string(format!("/proc/{}/status", serving.child.id())).unwrap();
    let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).unwrap().trim();
    // One bit a signal, the lowest is signal 1 (proc_pid_status(5)); SIGINT is 2, SIGTERM 15.
    let both = (1 << (2 - 1)) | (1 << (15 - 1));
    assert_eq!(u64::from_str_radix(caught, 16).unwrap() & both, both, "caught: {caught}");
}

#[test]
#[cfg(unix)]
fn what_is_kept_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let workshop = Workshop::new();
    Serving::start(&workshop, &["--demo"]).terminate();
    let mode = |name: &str| std::fs::metadata(workshop.path(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("data"), 0o700);
    assert_eq!(mode("data/ca-key.pem"), 0o600);
    assert_eq!(mode("data/certificate-key.pem"), 0o600);
}

#[test]
fn a_taken_port_is_told_in_a_sentence() {
    let workshop = Workshop::new();
    let first = Serving::start(&workshop, &["--demo"]);
    let done = workshop.run(&["serve", "--demo", "--data-dir", "other", "--port", first.port()]);
    done.complains(
        2,
        &[&format!("port {} of 127.0.0.1 is in use by another program", first.port()), "--port"],
    );
    assert!(done.out.is_empty(), "{}", done.out);
}

#[test]
fn a_taken_port_of_the_issuer_is_told_as_well() {
    let workshop = Workshop::new();
    // A free port whose next one is taken, by us.
    let (port, _issuers) = (0..100)
        .find_map(|_| {
            let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
            TcpListener::bind(("127.0.0.1", free.checked_add(1)?)).ok().map(|taken| (free, taken))
        })
        .expect("two free ports side by side");
    let done = workshop.run(&["serve", "--demo", "--data-dir", "data", "--port", &port.to_string()]);
    done.complains(2, &[&format!("port {} of 127.0.0.1 is in use", port + 1)]);
}

#[test]
fn the_demo_is_for_this_machine_only() {
    let workshop = Workshop::new();
    let done = workshop.run(&["serve", "--demo", "--data-dir", "data", "--port", "0", "--listen", "0.0.0.0"]);
    done.complains(2, &["loopback addresses only"]);
}

#[test]
fn a_data_directory_that_cannot_be_is_told() {
    let workshop = Workshop::new();
    workshop.put("file", "x");
    workshop
        .run(&["serve", "--port", "0", "--data-dir", "file/data"])
        .complains(2, &["file/data cannot be made"]);
}
