//! Which problems an operation may answer with, for the OpenAPI.

use std::collections::BTreeMap;

use utoipa::IntoResponses;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};

type Responses = BTreeMap<String, RefOr<Response>>;

fn problems(of: &[(u16, &str)]) -> Responses {
    let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    of.iter()
        .chain(&ALWAYS)
        .map(|(status, description)| {
            let response = ResponseBuilder::new()
                .description(*description)
                .content("application/problem+json", problem.clone())
                .build();
            (status.to_string(), RefOr::T(response))
        })
        .collect()
}

/// Problems of every operation: whoever asks comes again after `Retry-After`.
const ALWAYS: [(u16, &str); 2] = [
    (429, "More was asked than one address, person or firm may: come again after Retry-After"),
    (503, "The server cannot do it now: come again after Retry-After"),
];
const SIGNED_OUT: (u16, &str) = (401, "Nobody is signed in");
const NOT_FOUND: (u16, &str) = (404, "Nothing here by that name, or not yours to see");
const GONE: (u16, &str) = (410, "The key of the firm was destroyed: what it kept cannot be read any more");
const MALFORMED: (u16, &str) = (400, "The request could not be read");
const REFUSED: (u16, &str) = (
    403,
    "The role does not allow it, or the request comes from another site, or a network that is not let in",
);

/// Problems of reading a list.
pub struct ListProblems;

impl IntoResponses for ListProblems {
    fn responses() -> Responses {
        problems(&[MALFORMED, SIGNED_OUT, REFUSED, GONE])
    }
}

/// Problems of reading one thing.
pub struct ReadProblems;

impl IntoResponses for ReadProblems {
    fn responses() -> Responses {
        problems(&[MALFORMED, SIGNED_OUT, REFUSED, NOT_FOUND, GONE])
    }
}

/// Problems of a token.
pub struct TokenProblems;

impl IntoResponses for TokenProblems {
    fn responses() -> Responses {
        problems(&[
            MALFORMED,
            SIGNED_OUT,
            REFUSED,
            (404, "No session that a token could stand for"),
            (413, "Larger than what is accepted"),
            (415, "Another kind of file than this takes"),
        ])
    }
}

/// Problems of reading what a template's file is needed for.
pub struct InterviewProblems;

impl IntoResponses for InterviewProblems {
    fn responses() -> Responses {
        let mut responses = ReadProblems::responses();
        responses.extend(problems(&[(
            422,
            "The mark-up of the template has mistakes by today's rules: see `diagnostics`",
        )]));
        responses
    }
}

/// Problems of letting someone in or out.
pub struct MemberProblems;

impl IntoResponses for MemberProblems {
    fn responses() -> Responses {
        let mut responses = ReadProblems::responses();
        responses.extend(problems(&[
            (403, "Not a member oneself, or the one to let in is oneself, or the request comes from another site"),
            (409, "It is the last member"),
        ]));
        responses
    }
}

/// Problems of letting someone act for a person.
pub struct DelegateProblems;

impl IntoResponses for DelegateProblems {
    fn responses() -> Responses {
        let mut responses = ReadProblems::responses();
        let oneself = "The one to let act is the person, or oneself, or the request comes from another site";
        responses.extend(problems(&[(403, oneself)]));
        responses
    }
}

/// Problems of naming a thing.
pub struct NameProblems;

impl IntoResponses for NameProblems {
    fn responses() -> Responses {
        let mut responses = ChangeProblems::responses();
        responses.extend(problems(&[(409, "Another has that name or number")]));
        responses
    }
}

/// Problems of creating a thing.
pub struct CreateProblems;

impl IntoResponses for CreateProblems {
    fn responses() -> Responses {
        problems(&[
            MALFORMED,
            SIGNED_OUT,
            REFUSED,
            NOT_FOUND,
            GONE,
            (409, "The same request is still running, or another has that name or number"),
            (413, "Larger than what is accepted"),
            (415, "Another kind of file than this takes"),
            (422, "What was sent is at fault: see `errors` or `diagnostics`"),
        ])
    }
}

/// Problems of changing a thing.
pub struct ChangeProblems;

impl IntoResponses for ChangeProblems {
    fn responses() -> Responses {
        problems(&[
            MALFORMED,
            SIGNED_OUT,
            REFUSED,
            NOT_FOUND,
            GONE,
            (412, "Changed in the meantime: read it again"),
            (413, "Larger than what is accepted"),
            (415, "Another kind of file than this takes"),
            (422, "What was sent is at fault: see `errors`"),
            (428, "If-Match is needed"),
        ])
    }
}

/// Problems of confirming a change.
pub struct ConfirmProblems;

impl IntoResponses for ConfirmProblems {
    fn responses() -> Responses {
        problems(&[
            MALFORMED,
            SIGNED_OUT,
            REFUSED,
            GONE,
            (409, "Nothing waits to be confirmed"),
            (412, "Changed in the meantime: read it again"),
            (428, "If-Match is needed"),
        ])
    }
}

/// Problems of moving answers to a newer version.
pub struct MoveProblems;

impl IntoResponses for MoveProblems {
    fn responses() -> Responses {
        let mut responses = ChangeProblems::responses();
        responses.extend(problems(&[
            (409, "No newer version is published"),
            (422, "The mark-up of a version has mistakes by today's rules: see `diagnostics`"),
        ]));
        responses
    }
}

/// Problems of a step in the life of a template.
pub struct StepProblems;

impl IntoResponses for StepProblems {
    fn responses() -> Responses {
        let mut responses = ChangeProblems::responses();
        responses.extend(problems(&[
            (403, "The role does not allow it, someone other than the author is to decide, or the request comes from another site"),
            (409, "Not a step from where the version is"),
            (422, "What was sent is at fault, or the version: see `errors` or `diagnostics`"),
        ]));
        responses
    }
}
