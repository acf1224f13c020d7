//! A certificate authority for one machine, so that a fresh checkout serves TLS at once.

use std::path::{Path, PathBuf};

use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DnType, ExtendedKeyUsagePurpose, GeneralSubtree, IsCa,
    Issuer, KeyPair, KeyUsagePurpose, NameConstraints,
};
use time::{Duration, OffsetDateTime};
use x509_parser::pem::parse_x509_pem;

use super::{Error, Files, read};
use crate::file::{Access, write_whole};

/// How long a new authority lives, and how long before its end it is made anew.
const AUTHORITY: (Duration, Duration) = (Duration::days(5 * 365), Duration::days(180));
/// The same for a certificate; browsers refuse more than 398 days.
const CERTIFICATE: (Duration, Duration) = (Duration::days(90), Duration::days(30));

/// The files of the development authority and the certificate for this machine that it signed. The
/// authority may sign for this machine only (RFC 5280, section 4.2.1.10), so trusting it risks nothing else.
#[derive(Debug, Clone)]
pub struct Development {
    /// The authority's certificate, to be trusted by browsers and clients on this machine.
    pub authority: PathBuf,
    /// The certificate for `localhost`, `127.0.0.1` and `::1`, and its key.
    pub served: Files,
}

impl Development {
    /// Finds the files in `directory`, makes those that are missing, and renews what is near its end at `now`.
    ///
    /// # Errors
    /// A file that cannot be read or written, or that is there and is not what it should be.
    pub fn open(directory: &Path, now: OffsetDateTime) -> Result<Self, Error> {
        let files = Self {
            authority: directory.join("ca.pem"),
            served: Files {
                certificate: directory.join("certificate.pem"),
                key: directory.join("certificate-key.pem"),
            },
        };
        let authority_key = directory.join("ca-key.pem");
        let fresh = if files.authority.exists() && authority_key.exists() {
            ends(&files.authority)? < now + AUTHORITY.1
        } else {
            true
        };
        if fresh {
            make_authority(&files.authority, &authority_key, now)?;
        }
        if fresh
            || !files.served.certificate.exists()
            || !files.served.key.exists()
            || ends(&files.served.certificate)? < now + CERTIFICATE.1
        {
            files.make_certificate(&authority_key, now)?;
        }
        Ok(files)
    }

    fn make_certificate(&self, authority_key: &Path, now: OffsetDateTime) -> Result<(), Error> {
        let signer = KeyPair::from_pem(&text(authority_key)?)
            .map_err(|_| Error::Broken { path: authority_key.to_owned(), what: "key" })?;
        let issuer = Issuer::from_ca_cert_pem(&text(&self.authority)?, signer)
            .map_err(|_| Error::Broken { path: self.authority.clone(), what: "certificate" })?;
        let names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
        let mut params = CertificateParams::new(names)?;
        params.distinguished_name.push(DnType::CommonName, "localhost");
        params.not_before = now - Duration::days(1);
        params.not_after = now + CERTIFICATE.0;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let key = KeyPair::generate()?;
        let certificate = params.signed_by(&key, &issuer)?;
        write(&self.served.key, &key.serialize_pem(), Access::Private)?;
        write(&self.served.certificate, &certificate.pem(), Access::Shared)
    }
}

fn make_authority(certificate: &Path, key_file: &Path, now: OffsetDateTime) -> Result<(), Error> {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, "Akte development authority of this machine");
    params.not_before = now - Duration::days(1);
    params.not_after = now + AUTHORITY.0;
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.name_constraints = Some(NameConstraints {
        permitted_subtrees: vec![
            GeneralSubtree::DnsName("localhost".to_owned()),
            GeneralSubtree::IpAddress(CidrSubnet::from_v4_prefix([127, 0, 0, 0], 8)),
            GeneralSubtree::IpAddress(CidrSubnet::from_v6_prefix(
                std::net::Ipv6Addr::LOCALHOST.octets(),
                128,
            )),
        ],
        excluded_subtrees: Vec::new(),
    });
    let key = KeyPair::generate()?;
    let made = params.self_signed(&key)?;
    write(key_file, &key.serialize_pem(), Access::Private)?;
    write(certificate, &made.pem(), Access::Shared)
}

/// The end of a certificate's validity.
fn ends(path: &Path) -> Result<OffsetDateTime, Error> {
    let broken = || Error::Broken { path: path.to_owned(), what: "certificate" };
    let (_, pem) = parse_x509_pem(&read(path)?).map_err(|_| broken())?;
    let certificate = pem.parse_x509().map_err(|_| broken())?;
    Ok(certificate.validity().not_after.to_datetime())
}

fn text(path: &Path) -> Result<String, Error> {
    String::from_utf8(read(path)?).map_err(|_| Error::Broken { path: path.to_owned(), what: "PEM file" })
}

fn write(path: &Path, pem: &str, access: Access) -> Result<(), Error> {
    write_whole(path, pem.as_bytes(), access).map_err(|source| Error::File { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: OffsetDateTime = time::macros::datetime!(2026-11-23 12:00 UTC);

    #[test]
    fn a_second_start_keeps_what_is_there() {
        let directory = tempfile::tempdir().unwrap();
        let first = Development::open(directory.path(), NOW).unwrap();
        let before = (read(&first.authority).unwrap(), read(&first.served.certificate).unwrap());
        let second = Development::open(directory.path(), NOW + Duration::days(59)).unwrap();
        assert_eq!(before, (read(&second.authority).unwrap(), read(&second.served.certificate).unwrap()));
    }

    #[test]
    fn a_certificate_near_its_end_is_renewed_under_the_same_authority() {
        let directory = tempfile::tempdir().unwrap();
        let first = Development::open(directory.path(), NOW).unwrap();
        let before = (read(&first.authority).unwrap(), read(&first.served.certificate).unwrap());
        let later = NOW + Duration::days(61);
        let second = Development::open(directory.path(), later).unwrap();
        assert_eq!(before.0, read(&second.authority).unwrap());
        assert_ne!(before.1, read(&second.served.certificate).unwrap());
        assert_eq!(ends(&second.served.certificate).unwrap(), later + CERTIFICATE.0);
    }

    #[test]
    fn an_authority_near_its_end_is_made_anew_with_its_certificate() {
        let directory = tempfile::tempdir().unwrap();
        let first = Development::open(directory.path(), NOW).unwrap();
        let before = read(&first.authority).unwrap();
        let second = Development::open(directory.path(), NOW + AUTHORITY.0).unwrap();
        assert_ne!(before, read(&second.authority).unwrap());
    }

    #[test]
    fn a_broken_file_is_named() {
        let directory = tempfile::tempdir().unwrap();
        let files = Development::open(directory.path(), NOW).unwrap();
        std::fs::write(&files.served.certificate, "nonsense").unwrap();
        let error = Development::open(directory.path(), NOW).unwrap_err().to_string();
        assert!(error.contains("certificate.pem") && error.contains("Remove it"), "{error}");
    }

    #[test]
    fn keys_are_for_their_owner_and_go_with_their_certificate() {
        let directory = tempfile::tempdir().unwrap();
        let files = Development::open(directory.path(), NOW).unwrap();
        super::super::install_provider();
        assert!(super::super::Served::open(files.served.clone()).is_ok());
        #[cfg(unix)]
        for key in [&files.served.key, &directory.path().join("ca-key.pem")] {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(key).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
