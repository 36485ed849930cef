/// Something a rule found of a subject.
#[derive(Debug, Clone, PartialEq)]
pub enum Signal {
    /// It was recorded so often since the subject's last event: within the window, or where once is
    /// enough, since the rules were last evaluated.
    Happened {
        /// What of.
        subject: String,
        /// How often.
        times: i64,
        /// From how often on it is worth telling.
        threshold: f64,
        /// The last of the records.
        number: i64,
    },
    /// It is so now.
    Holds {
        /// What of.
        subject: String,
        /// What was measured, in the rule's unit.
        value: f64,
    },
}

impl Signal {
    /// What of.
    pub fn subject(&self) -> &str {
        match self {
            Self::Happened { subject, .. } | Self::Holds { subject, .. } => subject,
        }
    }
}
