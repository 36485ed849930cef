/// Why the server closes a socket. A client comes back, with backoff, from codes below 4100, and does
/// not from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CloseCode {
    /// The server is going away, or has to start anew.
    GoingAway,
    /// Nothing was heard of the client for two heartbeats and 10 s.
    HeartbeatLost,
    /// The client does not take in what it is sent.
    TooSlow,
    /// The token has expired or was revoked; another one may be let in.
    TokenInvalid,
    /// The device was signed out.
    DeviceRemoved,
    /// The client has come back on another socket.
    Replaced,
    /// The user has as many connections, or devices connected, as one may.
    TooManyConnections,
    /// A binary frame, or bad frames again and again.
    ProtocolError,
    /// A frame over the limit.
    FrameTooLarge,
}

impl CloseCode {
    /// All of them, in the order of their codes.
    pub const ALL: [Self; 9] = [
        Self::GoingAway,
        Self::HeartbeatLost,
        Self::TooSlow,
        Self::TokenInvalid,
        Self::DeviceRemoved,
        Self::Replaced,
        Self::TooManyConnections,
        Self::ProtocolError,
        Self::FrameTooLarge,
    ];

    /// The code on the wire.
    pub const fn code(self) -> u16 {
        match self {
            Self::GoingAway => 4001,
            Self::HeartbeatLost => 4002,
            Self::TooSlow => 4003,
            Self::TokenInvalid => 4101,
            Self::DeviceRemoved => 4102,
            Self::Replaced => 4103,
            Self::TooManyConnections => 4104,
            Self::ProtocolError => 4105,
            Self::FrameTooLarge => 4106,
        }
    }
}
