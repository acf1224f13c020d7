// Takes away one check of sign-in after the other, in a copy of the source, and shows that a test notices each time.
// Usage: node tests/mutants/identity.mjs [name …]; without names every check. Exits with 1 when a check can go unnoticed.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const copy = join(root, 'target/mutants/identity');

const web = (file) => `server/web/src/identity/${file}.rs`;
const [issuer, issuers, access, session] = ['issuer', 'issuers', 'access', 'session'].map(web);
const machine = 'server/store/src/gate/machine.rs';
const application = 'machines::an_application_comes_with_a_role_and_a_firm_that_let_it_in';
const key = 'machines::a_key_that_is_not_what_it_must_be_is_refused_like_any_other';
const verifier = '.set_time_fn(move || now.into())';
/** Takes an `ensure!` away, by how it begins. */
const unchecked = (file, condition) => [file, `ensure!(${condition}`, `let _unchecked = (${condition}`];

/** What is taken away, the test that must notice, and the edits: file, text that is there once, text in its place. */
const checks = [
  ['iss', 'code_flow::another_issuer', [issuer, verifier, `${verifier}.require_issuer_match(false)`]],
  ['aud', 'attacks::another_audience', [issuer, verifier, `${verifier}.require_audience_match(false)`]],
  ['exp', 'attacks::expired', [issuer, verifier, '.set_time_fn(move || { let _ = now; SystemTime::UNIX_EPOCH.into() })']],
  ['signature', 'attacks::another_key_by_the_same_name', [issuer, verifier, `${verifier}.insecure_disable_signature_check()`]],
  ['the key’s own issuer', 'attacks::the_key_of_another_firm', unchecked(issuer, 'key.is_of(')],
  ['tid enrolled', 'attacks::strangers_do_not_make_the_server_call_anybody', [issuers, 'if !store.gate().is_enrolled(&glance.iss, &glance.tid).await?', 'if false']],
  ['alg', 'attacks::another_padding_of_the_same_key', [access, '.set_allowed_algs([CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256])', '.allow_any_alg()']],
  ['ver', 'attacks::version_1', unchecked(access, 'directory.ver')],
  ['nbf', 'attacks::not_yet_good', unchecked(access, 'directory.nbf')],
  ['azp', 'attacks::another_client', unchecked(access, '\n            client.is_some_and(')],
  ['idtyp', 'attacks::app_that_claims_a_scope', [access, 'if directory.idtyp.as_deref() == Some("app") {', 'if false {']],
  ['scp', 'attacks::another_scope', unchecked(access, 'scopes.split(')],
  ['guests', 'attacks::a_guest', unchecked(access, '!claims.is_guest')],
  ['nonce', 'code_flow::another_nonce', [issuer, 'token.claims(&verifier, &Nonce::new(nonce))?', 'token.claims(&verifier, |_: Option<&Nonce>| { let _ = &nonce; Ok(()) })?']],
  ['state', 'sign_in::a_state_that_is_not_ours_is_refused', [session, 'begun.iter().position(|attempt| attempt.state == state)', 'begun.iter().position(|attempt| attempt.state == state || !begun.is_empty())']],
  ['PKCE', 'provider::a_state_a_nonce_or_a_challenge_that_was_meddled_with_ends_the_sign_in', [issuer, '.set_pkce_challenge(challenge)', ''], [issuer, '.set_pkce_verifier(PkceCodeVerifier::new(verifier))', '']],
  ['the pane’s own half', 'tokens::the_dialog_hands_over_what_only_the_pane_can_use', ['server/store/src/gate/bearer.rs', 'AND b.client = $4"', 'AND $4 = $4"']],
  ['a role of an application', application, unchecked(access, '!scopes.is_empty()')],
  ['no scp of an application', application, unchecked(access, 'directory.scp.is_none()')],
  ['azp of an application', application, [machine, 'AND issuer = $2 AND subject = $3', 'AND issuer = $2 AND $3 = $3']],
  ['a key’s end', key, [machine, 'AND k.ends > $2', 'AND $2 = $2']],
  ['a key’s networks', key, [machine, 'networks.is_empty() || address.is_some_and(lies_within)', 'true || address.is_some_and(lies_within)']],
  ['a key’s scopes', 'permissions::a_key_for_one_action_may_that_and_nothing_else', ['server/store/src/gate/actor.rs', '.filter(|_| is_within)', '.filter(|_| is_within || true)']],
];

/** Runs one test of the copy; gives the exit code of nextest: 0 passed, 100 failed, 101 not built. */
function run(...tests) {
  const filter = tests.map((test) => `test(=${test})`).join(' + ');
  const { status, stderr } = spawnSync(
    'cargo',
    ['nextest', 'run', '--locked', '-p', 'akte-tests', '--test', 'api', '--no-fail-fast', '-E', filter],
    // Dependencies are built once for both; what lies in the copy has names of its own.
    { cwd: copy, env: { ...process.env, CARGO_TARGET_DIR: join(root, 'target') }, encoding: 'utf8' },
  );
  if (status !== 0 && status !== 100) throw new Error(stderr);
  return status;
}

function edit(edits) {
  for (const [file, from, to] of edits) {
    const path = join(copy, file);
    const text = readFileSync(path, 'utf8');
    if (text.split(from).length !== 2) throw new Error(`${file} does not hold this once: ${from}`);
    writeFileSync(path, text.replace(from, () => to));
  }
}

rmSync(copy, { recursive: true, force: true });
const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
for (const file of files) {
  mkdirSync(dirname(join(copy, file)), { recursive: true });
  cpSync(join(root, file), join(copy, file));
}
// The provider's packages, which are not ours to copy.
symlinkSync(join(root, 'tests/oidc/node_modules'), join(copy, 'tests/oidc/node_modules'));

const wanted = process.argv.slice(2);
const chosen = checks.filter(([name]) => wanted.length === 0 || wanted.includes(name));
if (run(...chosen.map(([, test]) => test)) !== 0) throw new Error('the tests fail before anything is taken away');
let unnoticed = 0;
for (const [name, test, ...edits] of chosen) {
  const before = edits.map(([file]) => [file, readFileSync(join(copy, file), 'utf8')]);
  edit(edits);
  const noticed = run(test) === 100;
  for (const [file, text] of before) writeFileSync(join(copy, file), text);
  console.log(`${noticed ? 'noticed  ' : 'UNNOTICED'}  without ${name}: ${test}`);
  if (!noticed) unnoticed += 1;
}
console.log(`${chosen.length - unnoticed} of ${chosen.length} noticed`);
process.exit(unnoticed === 0 ? 0 : 1);
