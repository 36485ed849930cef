use wasm_shared::contract::user::v1::{
    AdvanceImportRequest, AdvanceImportResponse, Change as WireChange, CreateImportRequest,
    CreateImportResponse, GetImportRequest, GetImportResponse,
};

use crate::{
    grpc::{convert, library as messages, refusal::Refusal, write::Write},
    library::{Change, Library, NewImport},
};

impl Write for CreateImportRequest {
    const METHOD: &'static str = "CreateImport";
    type Answer = CreateImportResponse;

    fn take_change(&mut self) -> Option<WireChange> {
        self.change.take()
    }

    fn fingerprint(&self) -> Vec<u8> {
        self.fingerprint.clone()
    }

    async fn perform(self, change: &mut Change) -> Result<CreateImportResponse, Refusal> {
        let job = change.create_import(NewImport::new(&self.name, self.lines)?).await?;
        let job = Some(messages::import_job(job, Vec::new()));
        Ok(CreateImportResponse { revision: change.revision(), job })
    }
}

pub(super) async fn get(
    library: &Library,
    request: GetImportRequest,
) -> Result<GetImportResponse, Refusal> {
    let caller = convert::caller(request.caller)?;
    let id = convert::id("id", &request.id)?;
    let (job, lines) = library.get_import(&caller, id, request.lines).await?;
    Ok(GetImportResponse { job: Some(messages::import_job(job, lines)) })
}

impl Write for AdvanceImportRequest {
    const METHOD: &'static str = "AdvanceImport";
    type Answer = AdvanceImportResponse;

    /// Has no key of its own: `done` tells a step that is sent again.
    fn take_change(&mut self) -> Option<WireChange> {
        Some(WireChange { caller: self.caller.take(), idempotency_key: None })
    }

    async fn perform(self, change: &mut Change) -> Result<AdvanceImportResponse, Refusal> {
        let id = convert::id("id", &self.id)?;
        let found = self.lines.into_iter().map(|line| line.entry.map(messages::new_entry));
        let found = found.map(Option::transpose).collect::<Result<_, _>>()?;
        let job = change.advance_import(id, self.done, found).await?;
        let job = Some(messages::import_job(job, Vec::new()));
        Ok(AdvanceImportResponse { revision: change.revision(), job })
    }
}
