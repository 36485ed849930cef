use std::collections::HashMap;

use phonenumber::country::Id as Country;

use crate::config::{SmsSettings, VendorName};

/// In which order the vendors are asked.
#[derive(Debug, Clone)]
pub struct Routes {
    order: Vec<VendorName>,
    countries: HashMap<Country, Vec<VendorName>>,
}

impl Routes {
    /// As the settings say.
    pub fn new(settings: &SmsSettings) -> Self {
        Self { order: settings.order.clone(), countries: settings.routes.clone() }
    }

    /// The order for a number of this country's plan: its own, or else `published`, or else that of
    /// the settings.
    pub fn order(&self, country: Option<Country>, published: Vec<VendorName>) -> Vec<VendorName> {
        match country.and_then(|country| self.countries.get(&country)) {
            Some(own) => own.clone(),
            None if published.is_empty() => self.order.clone(),
            None => published,
        }
    }
}
