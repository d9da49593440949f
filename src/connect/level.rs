//! How a client protects the way to its server, why we say so, and how sure we are.

/// What an attacker on the network can do, from everything to nothing. The order is the order of safety.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TlsLevel {
    /// Read and change: nothing is encrypted.
    Plaintext,
    /// Switch encryption off: TLS is tried, plaintext is accepted.
    Preferred,
    /// Stand in for the server: encrypted, but nobody asks who answers.
    Unverified,
    /// Stand in with any other certificate of the same authority: the host name is not compared.
    CaVerified,
    /// Nothing: certificate chain and host name are checked.
    HostVerified,
}

/// What the level rests on; for an undecided level, what stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// A parameter or property says so.
    Explicit,
    /// Nothing is said and the client's default holds.
    Default,
    /// Older parameters say so (`useSSL`, `requireSSL`, `ssl`), which newer ones replace.
    Legacy,
    /// The scheme or protocol of the address says so.
    Scheme,
    /// A switch makes the client trust every certificate.
    TrustAll,
    /// The comparison of host name and certificate is switched off, or replaced.
    HostNameCheckOff,
    /// The database's own encryption, which does not authenticate the server (Oracle).
    NativeEncryption,
    /// The client stays on its own machine.
    NoNetwork,

    /// No known driver answers to the URL.
    UnknownDriver,
    /// The client refuses the address as it is written.
    Malformed,
    /// The client refuses the value of the deciding parameter.
    InvalidValue,
    /// The deciding parameter is given twice with different values and nothing says which one wins.
    Conflict,
    /// The deciding parameter differs from the documented one in upper and lower case only.
    ParameterCase,
    /// Older and newer versions of the driver differ.
    DriverVersion,
    /// A class of the user's own decides.
    CustomClass,
    /// A file, an alias or a directory decides that is not part of the configuration.
    Elsewhere,
    /// A config provider's token or the deployment decides.
    Deferred,
    /// Longer or deeper nested than what is read.
    Limit,
}

/// How sure a verdict is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    Low,
    Medium,
    High,
}

impl TlsLevel {
    pub const ALL: [TlsLevel; 5] = [
        TlsLevel::Plaintext,
        TlsLevel::Preferred,
        TlsLevel::Unverified,
        TlsLevel::CaVerified,
        TlsLevel::HostVerified,
    ];

    /// 0 to 4, as rules and knowledge files write it.
    pub fn number(self) -> u8 {
        self as u8
    }

    pub fn from_number(n: u8) -> Option<Self> {
        Self::ALL.get(usize::from(n)).copied()
    }

    pub fn name(self) -> &'static str {
        match self {
            TlsLevel::Plaintext => "plaintext",
            TlsLevel::Preferred => "preferred",
            TlsLevel::Unverified => "unverified",
            TlsLevel::CaVerified => "ca-verified",
            TlsLevel::HostVerified => "host-verified",
        }
    }
}

impl Reason {
    pub const NAMES: &'static [&'static str] = &[
        "explicit",
        "default",
        "legacy",
        "scheme",
        "trust-all",
        "host-name-check-off",
        "native-encryption",
        "no-network",
        "unknown-driver",
        "malformed",
        "invalid-value",
        "conflict",
        "parameter-case",
        "driver-version",
        "custom-class",
        "elsewhere",
        "deferred",
        "limit",
    ];

    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

impl Confidence {
    pub const NAMES: &'static [&'static str] = &["low", "medium", "high"];

    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_order_of_the_variants() {
        assert_eq!(Reason::Explicit.name(), "explicit");
        assert_eq!(Reason::NoNetwork.name(), "no-network");
        assert_eq!(Reason::UnknownDriver.name(), "unknown-driver");
        assert_eq!(Reason::Limit.name(), "limit");
        assert_eq!(Confidence::High.name(), "high");
        for level in TlsLevel::ALL {
            assert_eq!(TlsLevel::from_number(level.number()), Some(level));
        }
        assert_eq!(TlsLevel::from_number(5), None);
    }
}
