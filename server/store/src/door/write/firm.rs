//! What holds for the whole firm.

use akte_model::{AllowList, FirmNetworks, Rev, Settings};

use super::super::permit::{ChangeSettings, ExportAudit, Permit, RetryJob};
use super::Write;
use crate::content::update_settings;
use crate::error::{Error, Result};
use crate::gate::{CONFIRM, change_networks};
use crate::jobs::revive_job;

impl<'d> Write<'d> {
    /// Replaces the firm's settings; [`Error::Stale`] when they are no longer at the revision in `settings`.
    pub async fn change_settings(
        &mut self,
        permit: Permit<'d, ChangeSettings>,
        settings: Settings,
    ) -> Result<Rev> {
        let rev = update_settings(&mut self.tx, permit.on(), settings).await?;
        self.record("change_settings", permit.on()).await?;
        Ok(rev)
    }

    /// Replaces the list of networks from where people of the firm may ask, for [`CONFIRM`]: then what was confirmed last holds again, unless
    /// this is confirmed. [`Error::Stale`] when it is no longer at `expected`.
    pub async fn change_networks(
        &mut self,
        permit: Permit<'d, ChangeSettings>,
        expected: Rev,
        list: AllowList,
    ) -> Result<FirmNetworks> {
        let now = self.actor.vault().now();
        let until = now.checked_add(CONFIRM).map_err(|_| Error::Internal("no such time"))?;
        let change = |networks: FirmNetworks| Ok(networks.changed(list, until));
        let changed = change_networks(&mut self.tx, permit.on(), now, expected, change).await?;
        self.record("change_networks", permit.on()).await?;
        Ok(changed)
    }

    /// Confirms the list that was changed last: it stays. [`Error::NothingToConfirm`] when nothing waits for that.
    pub async fn confirm_networks(
        &mut self,
        permit: Permit<'d, ChangeSettings>,
        expected: Rev,
    ) -> Result<FirmNetworks> {
        let now = self.actor.vault().now();
        let confirm = |networks: FirmNetworks| match networks.undo {
            Some(_) => Ok(networks.confirmed()),
            None => Err(Error::NothingToConfirm),
        };
        let confirmed = change_networks(&mut self.tx, permit.on(), now, expected, confirm).await?;
        self.record("confirm_networks", permit.on()).await?;
        Ok(confirmed)
    }

    /// Has the permitted job, which failed for good, tried again; one that did not stays as it is.
    pub async fn retry_job(&mut self, permit: Permit<'d, RetryJob>) -> Result<()> {
        if revive_job(&mut self.tx, permit.on(), self.actor.vault().now()).await? {
            self.record("retry_job", permit.on()).await?;
        }
        Ok(())
    }

    /// Writes down that a copy of the trail is taken, before it is.
    pub async fn export_audit(&mut self, permit: Permit<'d, ExportAudit>) -> Result<()> {
        self.record("export_audit", permit.on()).await
    }
}
