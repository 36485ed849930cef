use axum::body::Bytes;
use chrono::SecondsFormat;
use futures_util::{Stream, stream};
use serde::Serialize;
use serde_json::value::RawValue;
use uuid::Uuid;

use super::{Action, Actor, Audit, Filter, Record};
use crate::store::{self, audit_records};

/// How many records are in memory at once.
const PAGE: i64 = 500;

/// The first line of the CSV.
const COLUMNS: &str = "number,at,actor_kind,actor_id,actor_email,action,target,payload,\
                       previous_hash,hash\r\n";

/// The form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// RFC 4180, for spreadsheets: a cell that one would run as a formula begins with `'`.
    Csv,
    /// One JSON object a line. The payload's bytes are those that were hashed.
    JsonLines,
}

/// An export that has been recorded and may begin.
#[derive(Debug)]
pub struct Export {
    audit: Audit,
    filter: Filter,
    format: ExportFormat,
    /// Its own record, the last that it holds.
    number: i64,
}

impl ExportFormat {
    /// `csv` or `jsonl`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
        }
    }

    /// The media type.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::JsonLines => "application/jsonl; charset=utf-8",
        }
    }
}

impl Audit {
    /// Records that somebody takes records away; then they may.
    pub async fn export(
        &self,
        actor: &Actor,
        filter: Filter,
        format: ExportFormat,
    ) -> store::Result<Export> {
        let mut transaction = self.store.begin().await?;
        let action =
            Action::AuditExported { format: format.as_str().to_owned(), filter: filter.to_json() };
        let number = audit_records::append(&mut transaction, &self.clock, actor, &action).await?;
        transaction.commit().await?;
        Ok(Export { audit: self.clone(), filter, format, number })
    }
}

impl Export {
    /// The number of its own record.
    pub fn number(&self) -> i64 {
        self.number
    }

    /// The records, oldest first, page by page; no connection is held between two pages.
    pub fn into_stream(self) -> impl Stream<Item = store::Result<Bytes>> + Send + 'static {
        let head = match self.format {
            ExportFormat::Csv => COLUMNS,
            ExportFormat::JsonLines => "",
        };
        let head = Bytes::from_static(head.as_bytes());
        stream::try_unfold((self, Some(head), 0), |(export, head, after)| async move {
            if let Some(head) = head {
                return Ok(Some((head, (export, None, after))));
            }
            let mut connection = export.audit.store.connection().await?;
            let span = after..export.number + 1;
            let page =
                audit_records::ascending(&mut connection, &export.filter, span, PAGE).await?;
            let Some(last) = page.last().map(|record| record.number) else { return Ok(None) };
            let lines: String = page.iter().map(|record| export.format.line(record)).collect();
            Ok(Some((lines.into(), (export, None, last))))
        })
    }
}

#[derive(Serialize)]
struct Line<'a> {
    number: i64,
    at: String,
    actor: &'a Actor,
    action: &'a str,
    target: &'a str,
    payload: &'a RawValue,
    previous_hash: String,
    hash: String,
}

impl ExportFormat {
    fn line(self, record: &Record) -> String {
        let at = record.at.to_rfc3339_opts(SecondsFormat::Micros, true);
        let (previous_hash, hash) = (hex::encode(record.previous_hash), hex::encode(record.hash));
        match self {
            Self::Csv => {
                let (id, email) = match &record.actor {
                    Actor::Admin { id, email } => (Uuid::to_string(id), email.as_str()),
                    Actor::Cli | Actor::System => (String::new(), ""),
                };
                let number = record.number.to_string();
                let Record { action, target, payload, .. } = record;
                let kind = record.actor.kind();
                let cells = [
                    &number,
                    &at,
                    kind,
                    &id,
                    email,
                    action,
                    target,
                    payload,
                    &previous_hash,
                    &hash,
                ];
                cells.map(cell).join(",") + "\r\n"
            }
            Self::JsonLines => {
                // A payload altered by hand may be no JSON any more; it is shown as text then.
                let payload = RawValue::from_string(record.payload.clone())
                    .or_else(|_| serde_json::value::to_raw_value(&record.payload))
                    .expect("text is JSON");
                let line = Line {
                    number: record.number,
                    at,
                    actor: &record.actor,
                    action: &record.action,
                    target: &record.target,
                    payload: &payload,
                    previous_hash,
                    hash,
                };
                serde_json::to_string(&line).expect("text and numbers are JSON") + "\n"
            }
        }
    }
}

/// A cell that no spreadsheet takes for a formula, in quotes where RFC 4180 wants them.
fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    if text.contains(['"', ',', '\r', '\n']) {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{guard}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, expected) in [
            ("", ""),
            ("plain", "plain"),
            ("=1+1", "'=1+1"),
            ("+86", "'+86"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("a,b", "\"a,b\""),
            ("=cmd|'/c'!\"A1\",1", "\"'=cmd|'/c'!\"\"A1\"\",1\""),
            ("two\r\nlines", "\"two\r\nlines\""),
        ] {
            assert_eq!(cell(text), expected, "{text:?}");
        }
    }
}
