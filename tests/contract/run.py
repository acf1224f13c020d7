"""The server held to its own description: schemathesis sends what the OpenAPI allows and what it forbids, as each role, as a machine
and as nobody, and every answer must be one that the description names.

Usage: run.py [short|full] [caller …]   (short: a case or two for each rule of the description; full: many random ones, and sequences)
Needs target/debug/akte (or AKTE_BINARY) and schemathesis, which tests/support/install puts into target/python.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urljoin

# Nothing but the server's own authority is trusted, whatever the machine is set to; and no proxy lies between.
for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
    os.environ.pop(name, None)

import requests  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
PEOPLE = {
    "lawyer": "lotte-de-vries",
    "knowledge manager": "karim-bennani",
    "administrator": "anna-visser",
}
SCOPES = "read_template read_draft upload_template start_interview read_answers change_answers file_answers generate read_document \
    read_matter create_matter change_matter change_members read_people read_audit".split()
# What ends the session of who asks, or lets them out of everything: the rest of the run would be as nobody.
ENDS = ["endSession"]
FORMS = {
    "short": ["--phases", "examples,coverage", "--max-examples", "2"],
    "full": ["--phases", "examples,coverage,fuzzing,stateful", "--max-examples", os.environ.get("EXAMPLES", "50")],
}


class Server:
    """The demo, on a free port and an empty data directory, until the end of the block."""

    def __enter__(self):
        self.directory = tempfile.TemporaryDirectory()
        data = Path(self.directory.name) / "data"
        binary = os.environ.get("AKTE_BINARY", ROOT / "target/debug/akte")
        self.log = open(Path(self.directory.name) / "log", "w+")
        command = [binary, "serve", "--demo", "--port", "0", "--data-dir", data]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.url = None
        for line in self.process.stdout:
            found = re.search(r"(https://localhost:\d+)/portal", line)
            self.url = self.url or (found and found[1])
            if "Ctrl+C" in line:
                break
        if not self.url:
            raise SystemExit(f"The server did not start: {Path(self.log.name).read_text()}")
        self.authority = str(data / "ca.pem")
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)
        self.log.close()
        self.directory.cleanup()

    def sign_in(self, person):
        """The headers of a page of the server where that person is signed in."""
        browser = requests.Session()
        browser.verify = self.authority
        page = browser.get(f"{self.url}/auth/sign-in")
        action = re.search(r'action="([^"]*)"', page.text)[1].replace("&amp;", "&")
        browser.post(urljoin(page.url, action), data={"person": person}).raise_for_status()
        cookie = "; ".join(f"{one.name}={one.value}" for one in browser.cookies if one.name.startswith("__Host-"))
        return {"Cookie": cookie, "Origin": self.url}

    def machine(self):
        """The headers of a machine that may whatever one can."""
        headers = self.sign_in(PEOPLE["administrator"])

        def create(path, body):
            key = {"Idempotency-Key": path}
            made = requests.post(f"{self.url}/api/v1{path}", json=body, headers=headers | key, verify=self.authority)
            made.raise_for_status()
            return made.json()

        machine = create("/machines", {"name": "Schemathesis"})
        key = create(f"/machines/{machine['id']}/keys", {"scopes": SCOPES})
        return {"Authorization": f"Bearer {key['secret']}"}


def run(server, form, who, headers):
    """Whether schemathesis finds nothing; says what it found."""
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", HERE / "schemathesis.toml", "run"]
    command += [f"{server.url}/api/v1/openapi.json", "--tls-verify", server.authority]
    command += ["--seed", "7", "--continue-on-failure", "--warnings", "off", "--no-color", *FORMS[form]]
    # It tries another cookie beside the key, which counts alone; tests/api tries every operation with nothing at all.
    if "Authorization" in headers:
        command += ["--exclude-checks", "ignored_auth"]
    for operation in ENDS:
        command += ["--exclude-operation-id", operation]
    for name, value in headers.items():
        command += ["--header", f"{name}: {value}"]
    environment = os.environ | {"SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE)}
    command = [str(word) for word in command]
    done = subprocess.run(command, capture_output=True, text=True, cwd=server.directory.name, env=environment)
    print(f"{'clean   ' if done.returncode == 0 else 'FINDINGS'}  as {who}", flush=True)
    if done.returncode != 0:
        print(done.stdout[-20000:], done.stderr[-4000:], flush=True)
    return done.returncode == 0


def main():
    form = sys.argv[1] if len(sys.argv) > 1 else "short"
    only = sys.argv[2:]
    with Server() as server:
        callers = {"nobody": lambda: {}}
        callers |= {role: lambda person=person: server.sign_in(person) for role, person in PEOPLE.items()}
        callers["machine"] = server.machine
        chosen = {who: headers() for who, headers in callers.items() if not only or who in only}
        with ThreadPoolExecutor(max_workers=2) as pool:
            clean = list(pool.map(lambda caller: run(server, form, *caller), chosen.items()))
    sys.exit(0 if all(clean) else 1)


if __name__ == "__main__":
    main()
