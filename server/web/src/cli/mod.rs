//! The command line.

mod backup;
mod bench;
mod check;
mod database;
mod fill;
mod input;
mod jobs;
mod manifest;
mod migrate;
mod openapi;
mod person;
mod print;
mod prune_audit;
mod restore;
mod rotate_keys;
#[cfg(feature = "demo")]
mod samples;
mod schema;
mod seed;
mod serve;
mod sheet;
mod tenant;
mod test;
mod verify_audit;
mod verify_backup;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

/// Fills marked-up Word documents, checks them, and serves them to a firm.
#[derive(Debug, Parser)]
#[command(name = "akte", version, after_help = EXAMPLE)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLE: &str = "\
Example:
  A letter in Word, letter.docx:
      Dear {{ client.name }}, {% if fee > 1000 %}please pay in advance.{% endif %}
  Its answers, answers.json:
      { \"client\": { \"name\": \"Jansen B.V.\" }, \"fee\": 1250 }
  See what it asks for, then fill it:
      akte check letter.docx
      akte fill letter.docx answers.json -o \"Letter to Jansen.docx\"
  Try it in the browser:
      akte serve --demo

Exit codes: 0 good; 1 the template, the answers, the trail or the backup are at fault; 2 wrong usage, or a file or port that cannot be used.";

#[derive(Debug, Subcommand)]
enum Command {
    Fill(fill::Fill),
    Check(check::Check),
    Bench(bench::Bench),
    Serve(serve::Serve),
    Manifest(manifest::Manifest),
    Migrate(migrate::Migrate),
    VerifyAudit(verify_audit::VerifyAudit),
    PruneAudit(prune_audit::PruneAudit),
    Tenant(tenant::Tenant),
    Person(person::Person),
    Backup(backup::Backup),
    VerifyBackup(verify_backup::VerifyBackup),
    Restore(restore::Restore),
    Jobs(jobs::Jobs),
    RotateKeys(rotate_keys::RotateKeys),
    Test(test::Test),
    #[command(name = "answer-sheet")]
    Sheet(sheet::Sheet),
    Schema(schema::Schema),
    Seed(seed::Seed),
    #[cfg(feature = "demo")]
    Samples(samples::Samples),
    #[command(hide = true)]
    Openapi(openapi::Openapi),
}

/// How to write what came of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

/// How a command ended, when it ended well enough to say so itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// All is well.
    Good,
    /// What was looked at is at fault; it was said how.
    AtFault,
}

/// Runs the command and says how it ended: 0 good, 1 what was looked at is at fault, 2 the rest.
pub fn run(arguments: Arguments) -> ExitCode {
    let outcome = match arguments.command {
        Command::Fill(fill) => fill.run(),
        Command::Check(check) => check.run(),
        Command::Bench(bench) => bench.run(),
        Command::Serve(serve) => serve.run(),
        Command::Manifest(manifest) => manifest.run(),
        Command::Migrate(migrate) => migrate.run(),
        Command::VerifyAudit(verify) => verify.run(),
        Command::PruneAudit(prune) => prune.run(),
        Command::Tenant(tenant) => tenant.run(),
        Command::Person(person) => person.run(),
        Command::Backup(backup) => backup.run(),
        Command::VerifyBackup(verify) => verify.run(),
        Command::Restore(restore) => restore.run(),
        Command::Jobs(jobs) => jobs.run(),
        Command::RotateKeys(rotate) => rotate.run(),
        Command::Test(test) => test.run(),
        Command::Sheet(sheet) => sheet.run(),
        Command::Schema(schema) => schema.run(),
        Command::Seed(seed) => seed.run(),
        #[cfg(feature = "demo")]
        Command::Samples(samples) => samples.run(),
        Command::Openapi(openapi) => openapi.run(),
    };
    match outcome {
        Ok(Outcome::Good) => ExitCode::SUCCESS,
        Ok(Outcome::AtFault) => ExitCode::from(1),
        Err(error) => {
            print::trouble(&error);
            ExitCode::from(2)
        }
    }
}
