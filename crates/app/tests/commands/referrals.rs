//! Referrals and slips.
