//! How a statement and its values are said to a server.

use std::error::Error as StdError;

use goodturn_core::draft::without_nul;
use postgres::types::private::BytesMut;
use postgres::types::{Format, IsNull, ToSql, Type as PgType, to_sql_checked};

use crate::table::value::Param;

/// The type of a value; of none the server finds it out by where it stands.
pub(super) fn type_of(param: &Param<'_>) -> PgType {
    match param {
        Param::Null => PgType::UNKNOWN,
        Param::Int(_) => PgType::INT8,
        Param::Real(_) => PgType::FLOAT8,
        Param::Text(_) => PgType::TEXT,
        Param::Bytes(_) => PgType::BYTEA,
        Param::Id(_) => PgType::UUID,
        Param::Ids(_) => PgType::UUID_ARRAY,
        Param::Texts(_) => PgType::TEXT_ARRAY,
        Param::Keys(_) => PgType::BYTEA_ARRAY,
        Param::Ints(_) => PgType::INT8_ARRAY,
    }
}

/// A text as PostgreSQL has it: `?1` is `$1`, `contains(a, b)` is where one lies in another.
pub(super) fn spelt(sql: &str) -> String {
    let mut out = String::new();
    let mut rest = sql;
    while let Some((before, after)) = rest.split_once("contains(") {
        let (inside, after) = after.split_once(')').unwrap_or((after, ""));
        let (whole, part) = inside.split_once(", ").unwrap_or((inside, ""));
        out.push_str(&format!("{before}0 < position({part} IN {whole})"));
        rest = after;
    }
    out.push_str(rest);
    out.replace('?', "$")
}

impl ToSql for Param<'_> {
    fn to_sql(&self, kind: &PgType, out: &mut BytesMut) -> Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match self {
            Param::Null => Ok(IsNull::Yes),
            Param::Int(n) => n.to_sql(kind, out),
            Param::Real(x) => x.to_sql(kind, out),
            Param::Text(text) => without_nul(text).to_sql(kind, out),
            Param::Bytes(bytes) => bytes.to_sql(kind, out),
            Param::Id(id) => uuid::Uuid::from_bytes(*id).to_sql(kind, out),
            Param::Ids(ids) => {
                let ids: Vec<uuid::Uuid> = ids.iter().map(|id| uuid::Uuid::from_bytes(*id)).collect();
                ids.to_sql(kind, out)
            }
            Param::Texts(texts) => texts.to_sql(kind, out),
            Param::Keys(keys) => keys.to_sql(kind, out),
            Param::Ints(numbers) => numbers.to_sql(kind, out),
        }
    }

    fn accepts(_: &PgType) -> bool {
        true
    }

    fn encode_format(&self, _: &PgType) -> Format {
        Format::Binary
    }

    to_sql_checked!();
}
