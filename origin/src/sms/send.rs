use std::{sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use phonenumber::country::Id as Country;
use serde_json::Value;
use tokio::time::Instant;
use uuid::Uuid;
use wasm_shared::{crypto::SealError, settings::tree};

use super::{
    Breakers, Fate, Receipt, Refusal, Routes, Sent, State, Vendor,
    deadline::{Deadline, QUESTION},
};
use crate::{
    accounts::{Phone, SmsCode},
    clock::Clock,
    config::VendorName,
    entropy,
    observe::{Metrics, chain},
    releases::Releases,
    store::{
        self, Store,
        sms_deliveries::{self, NewDelivery, Outcome},
    },
    vault::Vault,
};

/// When the vendor is first asked what became of a message; after every attempt has ended.
const FIRST_CHECK_AFTER: TimeDelta = TimeDelta::seconds(15);

/// The vendors, and what is needed to ask them.
#[derive(Debug)]
pub struct Sms {
    /// At least those of every order.
    pub vendors: Vec<Vendor>,
    /// In which order they are asked.
    pub routes: Routes,
    /// What may say another order.
    pub releases: Arc<Releases>,
    /// Which of them are left alone for now.
    pub breakers: Breakers,
    /// Where attempts are recorded.
    pub store: Store,
    /// What seals numbers in the records.
    pub vault: Arc<Vault>,
    /// Time.
    pub clock: Clock,
    /// Where outcomes are counted.
    pub metrics: Arc<Metrics>,
}

/// A code on its way to a phone.
#[derive(Debug)]
pub struct Message<'a> {
    /// The row of the code.
    pub code_id: Uuid,
    /// Whom to.
    pub phone: &'a Phone,
    /// What.
    pub code: &'a SmsCode,
}

/// The message was certainly not sent.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// Every vendor that was asked delivers nothing to this number.
    #[error("the number is refused by every vendor")]
    NumberRefused,
    /// The last vendor's reason.
    #[error("no vendor took the message")]
    Exhausted(#[source] Refusal),
    /// Every vendor is left alone after its faults.
    #[error("every vendor failed lately and is not asked")]
    NobodyAsked,
    /// The attempt could not be recorded, and so was not made.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The number could not be sealed for the record.
    #[error("the number could not be sealed")]
    Seal(#[from] SealError),
}

/// What came of one vendor.
enum Attempt {
    /// It has the message.
    Taken,
    /// It may have the message.
    Unknown,
    /// It does not have the message.
    NotTaken(Refusal),
}

impl Sms {
    /// Hands the message to the vendors in their order until one has it, by the rules of this
    /// module. Takes eight seconds at most, and returns `Ok` also when a vendor may have it.
    pub async fn send(&self, message: &Message<'_>) -> Result<(), SendError> {
        let order = self.order(message.phone.country()).await?;
        self.send_by(&order, message).await
    }

    /// The order in which vendors are asked for a number of this country's plan: the release in force
    /// may have one for all countries without one of their own.
    pub async fn order(&self, country: Option<Country>) -> Result<Vec<VendorName>, store::Error> {
        let document = self.releases.current().await?.document.tree;
        let published = tree::get(&document, "sms.order").and_then(Value::as_array);
        let names = published.into_iter().flatten().filter_map(Value::as_str);
        let published = names.filter_map(VendorName::parse).filter(|name| self.has(*name));
        Ok(self.routes.order(country, published.collect()))
    }

    /// Whether a vendor is set up.
    pub fn has(&self, name: VendorName) -> bool {
        self.vendor(name).is_some()
    }

    /// [`Self::send`], in this order.
    pub(super) async fn send_by(
        &self,
        order: &[VendorName],
        message: &Message<'_>,
    ) -> Result<(), SendError> {
        let deadline = Deadline::begin(Instant::now());
        let (mut failure, mut unknown) = (SendError::NobodyAsked, false);
        for (asked, name) in order.iter().enumerate() {
            let Some(vendor) = self.vendor(*name) else { continue };
            if !self.breakers.try_acquire(*name, self.clock.timestamp()) {
                self.metrics.sms_attempted(name.as_str(), "not_asked");
                continue;
            }
            let limit = deadline.attempt(Instant::now(), order.len() - asked);
            match self.attempt(vendor, message, limit).await? {
                Attempt::Taken => return Ok(()),
                Attempt::Unknown => unknown = true,
                Attempt::NotTaken(refusal) => {
                    failure = match (failure, refusal) {
                        (SendError::NobodyAsked | SendError::NumberRefused, Refusal::Number(_)) => {
                            SendError::NumberRefused
                        }
                        (_, refusal) => SendError::Exhausted(refusal),
                    };
                }
            }
        }
        if unknown { Ok(()) } else { Err(failure) }
    }

    /// The vendor of this name, if it is set up.
    pub(super) fn vendor(&self, name: VendorName) -> Option<&Vendor> {
        self.vendors.iter().find(|vendor| vendor.name() == name)
    }

    async fn attempt(
        &self,
        vendor: &Vendor,
        message: &Message<'_>,
        limit: Duration,
    ) -> Result<Attempt, SendError> {
        let (name, now) = (vendor.name(), self.clock.now());
        let id = entropy::id(now);
        self.begin(id, name, message, now).await?;
        let begun = Instant::now();
        let result = vendor.send(message, id, limit).await;
        let took = begun.elapsed();
        match &result {
            Err(refusal) if refusal.is_fault() => {
                self.breakers.record_fault(name, self.clock.timestamp());
            }
            _ => self.breakers.record_answer(name),
        }
        let refusal = match result {
            Ok(receipt) => {
                self.end(id, name, &accepted(&receipt, took)).await;
                return Ok(Attempt::Taken);
            }
            Err(refusal) => refusal,
        };
        let (phone, cause) = (message.phone.masked(), chain(&refusal));
        tracing::warn!(vendor = name.as_str(), phone, cause, "a message was not taken");
        if refusal.is_certain() {
            self.end(id, name, &refused(&refusal, took)).await;
            return Ok(Attempt::NotTaken(refusal));
        }
        let sent = Sent { id, phone: message.phone.expose(), message_id: None, at: now };
        let Ok(Some(fate)) = vendor.fate(&sent, QUESTION).await else {
            self.end(id, name, &refused(&refusal, took)).await;
            return Ok(Attempt::Unknown);
        };
        let outcome = Outcome { took: Some(took), ..of_fate(&fate, self.clock.now()) };
        self.end(id, name, &outcome).await;
        Ok(match fate.state {
            State::Undelivered => Attempt::NotTaken(refusal),
            State::Underway | State::Delivered => Attempt::Taken,
        })
    }

    async fn begin(
        &self,
        id: Uuid,
        vendor: VendorName,
        message: &Message<'_>,
        now: DateTime<Utc>,
    ) -> Result<(), SendError> {
        let phone = message.phone;
        let country = phone.country();
        let delivery = NewDelivery {
            id,
            code_id: message.code_id,
            phone_masked: &phone.masked(),
            phone_sealed: &self.vault.seal(phone.expose().as_bytes(), &sealing_context(id))?,
            country: country.as_ref().map_or("", AsRef::as_ref),
            vendor: vendor.as_str(),
            next_check_at: now + FIRST_CHECK_AFTER,
        };
        let mut connection = self.store.connection().await?;
        Ok(sms_deliveries::begin(&mut connection, &delivery, now).await?)
    }

    /// A record that cannot be completed is a fault of ours, not of the delivery: it says `unknown`
    /// until the vendor is asked.
    async fn end(&self, id: Uuid, vendor: VendorName, outcome: &Outcome<'_>) {
        self.metrics.sms_attempted(vendor.as_str(), outcome.name);
        self.metrics.sms_charged(vendor.as_str(), outcome.cost_units.unwrap_or(0));
        let written = async {
            let mut connection = self.store.connection().await?;
            sms_deliveries::record(&mut connection, id, outcome).await
        };
        if let Err(error) = written.await {
            tracing::error!(cause = chain(&error), "a delivery was not recorded");
        }
    }
}

/// What the number of a delivery is sealed for.
pub(super) fn sealing_context(id: Uuid) -> String {
    format!("sms_deliveries.phone_sealed:{id}")
}

fn accepted(receipt: &Receipt, took: Duration) -> Outcome<'_> {
    Outcome {
        name: "accepted",
        vendor_message_id: receipt.message_id.as_deref(),
        cost_units: receipt.cost_units,
        took: Some(took),
        ..Outcome::default()
    }
}

/// Also for what is not certain: then the vendor is asked on.
fn refused(refusal: &Refusal, took: Duration) -> Outcome<'_> {
    Outcome {
        name: refusal.outcome(),
        vendor_code: refusal.vendor_code(),
        settled: refusal.is_certain(),
        took: Some(took),
        ..Outcome::default()
    }
}

/// What the vendor said at `now`, which is when the message ended if it does not say when.
pub(super) fn of_fate(fate: &Fate, now: DateTime<Utc>) -> Outcome<'_> {
    let settled = fate.state != State::Underway;
    Outcome {
        name: match fate.state {
            State::Underway => "accepted",
            State::Delivered => "delivered",
            State::Undelivered => "undelivered",
        },
        vendor_code: fate.vendor_code.as_deref(),
        vendor_message_id: fate.message_id.as_deref(),
        cost_units: fate.cost_units,
        final_at: settled.then(|| fate.at.unwrap_or(now)),
        settled,
        took: None,
    }
}
