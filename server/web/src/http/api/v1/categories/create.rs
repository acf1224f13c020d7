//! `POST /api/v1/categories`

use akte_model::{Action, Id};
use akte_store::{CreateCategory, Door, NewNamed, Ticket};
use axum::Json as Answer;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::{Category, CategoryName, show};
use crate::http::api::v1::problems::CreateProblems;
use crate::http::api::v1::work::{self, Once, once};
use crate::http::error::Error;
use crate::http::extract::{ETag, IdempotencyKey, Json};
use crate::identity::SignedIn;

/// Make a category
#[utoipa::path(post, path = "/categories", operation_id = "createCategory", tag = "templates",
    params(("Idempotency-Key" = String, Header, description = "A new one for each new category")),
    request_body = CategoryName,
    responses((status = 201, body = Category, headers(("ETag" = String, description = "Its revision"))), CreateProblems))]
pub async fn create(
    SignedIn(mut door): SignedIn,
    key: IdempotencyKey,
    Json(new): Json<CategoryName>,
) -> Result<Response, Error> {
    if !door.actor().may(Action::KeepCategories) {
        return Err(Error::Forbidden);
    }
    let name = work::required_name(&new.name, "name")?;
    let id = match once(&mut door, "POST /categories", &key, &[name.as_bytes()]).await? {
        Once::Made(id) => id,
        Once::Make(ticket) => {
            let stub = ticket.stub();
            match make(&mut door, ticket, name).await {
                Ok(id) => id,
                Err(error) => {
                    door.release(stub).await?;
                    return Err(error);
                }
            }
        }
    };
    let category = show(&mut door, &id).await?;
    let headers = ETag(category.rev);
    Ok((StatusCode::CREATED, headers, Answer(category)).into_response())
}

async fn make(
    door: &mut Door,
    ticket: Ticket<akte_model::Category>,
    name: String,
) -> Result<Id<akte_model::Category>, Error> {
    let tenant = door.actor().tenant();
    let staged = door.stage(ticket, NewNamed::new(name)).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<CreateCategory>(&tenant).await?;
    let id = write.create_category(permit, staged).await?;
    Ok(write.commit(id).await?.into_inner())
}
