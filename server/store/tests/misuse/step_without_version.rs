use akte_model::{Id, Rev, Template};
use akte_store::{Result, StagedStep, UploadVersion, Write};

async fn publish(mut write: Write<'_>, template: &Id<Template>, staged: StagedStep) -> Result<Rev> {
    let permit = write.permit::<UploadVersion>(template).await?;
    write.take_step(permit, staged).await //~ E0271
}

fn main() {}
