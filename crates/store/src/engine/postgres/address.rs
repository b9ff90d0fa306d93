//! The address of a server: whether what is said to it could be read by others, and what is wrong where it does not answer.

use std::error::Error as StdError;
use std::net::IpAddr;
use std::time::Duration;

use postgres::config::{Host, SslMode};
use postgres::{Client, NoTls};

use crate::error::{Error, Result};

/// A server that does not even take the connection for so long is away.
const ANSWERS_WITHIN: Duration = Duration::from_secs(10);

/// Connects to the server at an address.
pub(super) fn connect(address: &str) -> Result<Client> {
    let mut config: postgres::Config = address.parse().map_err(|cause: postgres::Error| {
        Error::Refused(format!("the address of the PostgreSQL book cannot be read: {cause}"))
    })?;
    refuse_what_others_could_read(&config)?;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(ANSWERS_WITHIN);
    }
    config.connect(NoTls).map_err(|cause| {
        let why = cause.source().map_or_else(|| cause.to_string(), ToString::to_string);
        if cause.code().is_some() {
            Error::from(cause)
        } else if why.contains("lookup address") {
            Error::Wrong(format!(
                "no machine has the name in the address of the book ({why}); mend the address, or see whether \
                 you are online"
            ))
        } else {
            Error::Away(format!("PostgreSQL does not answer ({why}); is it running at that address?"))
        }
    })
}

/// Goodturn does not encrypt what it says to a server. On the same machine nobody listens; elsewhere the address must
/// say that this is meant.
pub(super) fn refuse_what_others_could_read(config: &postgres::Config) -> Result<()> {
    if config.get_ssl_mode() == SslMode::Disable {
        return Ok(());
    }
    let here = |host: &Host| match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse().is_ok_and(|address: IpAddr| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    };
    // An address in numbers goes before a name.
    let far = match config.get_hostaddrs() {
        [] => config.get_hosts().iter().find(|host| !here(host)).map(|host| match host {
            Host::Tcp(name) => name.clone(),
            #[cfg(unix)]
            Host::Unix(path) => path.display().to_string(),
        }),
        numbers => numbers.iter().find(|address| !address.is_loopback()).map(ToString::to_string),
    };
    match far {
        Some(host) => Err(Error::Refused(format!(
            "what is said to the PostgreSQL server at {host} would cross the network unencrypted: reach it by a tunnel \
             (ssh -N -L 5432:localhost:5432 {host}, and localhost in the address), or add sslmode=disable to the \
             address where the network is one you trust"
        ))),
        None if config.get_ssl_mode() == SslMode::Require => Err(Error::Refused(
            "Goodturn cannot encrypt what it says to a PostgreSQL server; leave sslmode out of the address of one on \
             this machine"
                .into(),
        )),
        None => Ok(()),
    }
}
