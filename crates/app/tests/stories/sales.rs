//! `sales`: a contract is not the whole of a person.
