//! The driver for a server: PostgreSQL 15 and later, or what speaks like it.

mod address;
pub(crate) mod format;
mod rows;
mod spelling;

use std::collections::HashMap;
use std::sync::OnceLock;

use goodturn_core::findable::searches::KEY_LEAD;
use goodturn_core::id::WorkspaceId;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::{ToSql, Type as PgType};
use postgres::{Client, Statement};

use crate::engine::counting;
use crate::engine::driver::{Connection, EachTerm, EachWord, NewRows, Order, Search};
use crate::engine::postgres::spelling::{spelt, type_of};
use crate::error::Result;
use crate::table::cell::Cell;
use crate::table::declared::{Declared, Table};
use crate::table::derived::{Step, Term};
use crate::table::interaction::Participation;
use crate::table::person::{BondRow, StrengthRow};
use crate::table::stored::{FromRow, Stored};
use crate::table::value::{Param, Row};

pub(crate) struct Postgres {
    client: Client,
    /// Whether the server locks rows by workspace, once that was asked; it does not for the owner of the tables.
    guarded: Option<bool>,
    /// Whether it hears of what others write.
    listens: bool,
    /// How often it has written.
    written: u64,
    /// What the transaction under way asked, how often, and how it was prepared where that was often.
    asked: HashMap<&'static str, (u32, Option<Statement>)>,
    /// Whether a transaction is under way.
    is_within: bool,
}

/// What is asked so often in one transaction is prepared in it.
const OFTEN: u32 = 8;

impl Postgres {
    /// Connects to the server at an address.
    pub(crate) fn open(address: &str) -> Result<Postgres> {
        let client = address::connect(address)?;
        Ok(Postgres {
            client,
            guarded: None,
            listens: false,
            written: 0,
            asked: HashMap::new(),
            is_within: false,
        })
    }

    /// A statement that this transaction asks often, prepared. What it asks now and then is not: that would be a journey of
    /// its own. And none is kept behind its end: a pool may put another connection behind this one, which knows nothing of it.
    fn prepared(&mut self, sql: &'static str) -> Result<Option<Statement>> {
        counting::count();
        if !self.is_within {
            return Ok(None);
        }
        let (times, statement) = self.asked.entry(sql).or_default();
        *times += 1;
        if statement.is_none() && *times >= OFTEN {
            counting::count();
            *statement = Some(self.client.prepare(&spelt(sql))?);
        }
        Ok(statement.clone())
    }

    /// Sends a statement that writes; answers how many rows it did.
    fn send(&mut self, sql: &'static str, params: &[(&(dyn ToSql + Sync), PgType)]) -> Result<u64> {
        self.written += 1;
        match self.prepared(sql)? {
            None => Ok(self.client.execute_typed(&spelt(sql), params)?),
            Some(statement) => Ok(self.client.execute(&statement, &values(params))?),
        }
    }

    /// The rows that answer a statement, all at once.
    fn rows(
        &mut self,
        sql: &'static str,
        params: &[(&(dyn ToSql + Sync), PgType)],
    ) -> Result<Vec<postgres::Row>> {
        match self.prepared(sql)? {
            None => Ok(self.client.query_typed(&spelt(sql), params)?),
            Some(statement) => Ok(self.client.query(&statement, &values(params))?),
        }
    }

    /// Begins a transaction of a kind. Which rows it may see is said in it and ends with it, so that nothing is left on a
    /// connection that others share.
    pub(crate) fn begin(&mut self, begin: &str, workspace: WorkspaceId, more: &str) -> Result<()> {
        self.asked.clear();
        self.is_within = true;
        self.batch(&format!("{begin}; SET LOCAL goodturn.workspace = '{}'{more}", workspace.0))
    }

    /// What was prepared ends before its transaction does.
    fn forget_prepared(&mut self) {
        self.asked.clear();
        self.is_within = false;
    }
}

fn values<'a>(params: &[(&'a (dyn ToSql + Sync), PgType)]) -> Vec<&'a (dyn ToSql + Sync)> {
    params.iter().map(|(value, _)| *value).collect()
}

impl Row for postgres::Row {
    fn opt_int(&self, column: usize) -> Result<Option<i64>> {
        Ok(self.try_get(column)?)
    }
    fn opt_real(&self, column: usize) -> Result<Option<f64>> {
        Ok(self.try_get(column)?)
    }
    fn opt_str(&self, column: usize) -> Result<Option<&str>> {
        Ok(self.try_get(column)?)
    }
    fn opt_bytes(&self, column: usize) -> Result<Option<Vec<u8>>> {
        Ok(self.try_get(column)?)
    }
    fn opt_id(&self, column: usize) -> Result<Option<[u8; 16]>> {
        Ok(self.try_get::<_, Option<uuid::Uuid>>(column)?.map(uuid::Uuid::into_bytes))
    }
}

impl Connection for Postgres {
    fn query(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
        each: &mut dyn FnMut(&dyn Row) -> Result<()>,
    ) -> Result<()> {
        let mut rows = match self.prepared(sql)? {
            Some(statement) => self.client.query_raw(&statement, params)?,
            None => {
                let params: Vec<(&Param<'_>, PgType)> =
                    params.iter().map(|param| (param, type_of(param))).collect();
                self.client.query_typed_raw(&spelt(sql), params)?
            }
        };
        while let Some(row) = rows.next()? {
            each(&row)?;
        }
        Ok(())
    }

    fn execute(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<u64> {
        let params: Vec<(&(dyn ToSql + Sync), PgType)> =
            params.iter().map(|param| (param as _, type_of(param))).collect();
        self.send(sql, &params)
    }

    fn batch(&mut self, sql: &str) -> Result<()> {
        counting::count();
        Ok(self.client.batch_execute(sql)?)
    }

    fn bulk(&mut self, table: &'static Table, workspace: WorkspaceId, rows: NewRows<'_>) -> Result<()> {
        self.written += 1;
        let guarded = match self.guarded {
            Some(guarded) => guarded,
            None => {
                let found = self.rows("SELECT row_security_active('person')", &[])?;
                found.first().map_or(Ok(false), |row| row.try_get(0))?
            }
        };
        self.guarded = Some(guarded);
        rows::load(&mut self.client, guarded, table, workspace, rows)
    }

    fn rows_with_keys(
        &mut self,
        table: &'static Table,
        workspace: WorkspaceId,
        keys: &[Vec<Cell>],
        each: &mut dyn FnMut(&dyn Row) -> Result<()>,
    ) -> Result<()> {
        rows::with_keys(&mut self.client, table, workspace, keys, each)
    }

    fn update_rows(
        &mut self,
        table: &'static Table,
        workspace: WorkspaceId,
        rows: &[Vec<Cell>],
    ) -> Result<()> {
        self.written += 1;
        rows::update(&mut self.client, table, workspace, rows)
    }

    fn delete_rows(
        &mut self,
        table: &'static Table,
        workspace: WorkspaceId,
        keys: &[Vec<Cell>],
    ) -> Result<()> {
        self.written += 1;
        rows::delete(&mut self.client, table, workspace, keys)
    }

    fn rewrite_bonds(&mut self, workspace: WorkspaceId, bonds: &[BondRow]) -> Result<()> {
        let sql = "UPDATE person SET bond = fresh.bond, strength = fresh.strength, strength_at = fresh.strength_at, \
             peak = fresh.peak, first_at = fresh.first_at, last_at = fresh.last_at, \
             interactions = fresh.interactions \
             FROM unnest(?2::uuid[], ?3::bytea[], ?4::float8[], ?5::bigint[], ?6::float8[], ?7::bigint[], \
             ?8::bigint[], ?9::bigint[]) AS fresh (id, bond, strength, strength_at, peak, first_at, last_at, interactions) \
             WHERE person.workspace_id = ?1 AND person.id = fresh.id";
        fn all<T>(bonds: &[BondRow], of: impl Fn(&BondRow) -> T) -> Vec<T> {
            bonds.iter().map(of).collect()
        }
        self.send(
            sql,
            &[
                (&workspace.0, PgType::INT8),
                (&all(bonds, |row| uuid::Uuid::from_bytes(row.person)), PgType::UUID_ARRAY),
                (&all(bonds, |row| row.bond.clone()), PgType::BYTEA_ARRAY),
                (&all(bonds, |row| row.strength), PgType::FLOAT8_ARRAY),
                (&all(bonds, |row| row.strength_at), PgType::INT8_ARRAY),
                (&all(bonds, |row| row.peak), PgType::FLOAT8_ARRAY),
                (&all(bonds, |row| row.first_at), PgType::INT8_ARRAY),
                (&all(bonds, |row| row.last_at), PgType::INT8_ARRAY),
                (&all(bonds, |row| row.interactions), PgType::INT8_ARRAY),
            ],
        )?;
        Ok(())
    }

    fn rewrite_strengths(&mut self, workspace: WorkspaceId, weighed: &[StrengthRow]) -> Result<()> {
        let sql = "UPDATE person SET strength = fresh.strength, strength_at = fresh.strength_at \
                   FROM unnest(?2::uuid[], ?3::float8[], ?4::bigint[]) AS fresh (id, strength, strength_at) \
                   WHERE person.workspace_id = ?1 AND person.id = fresh.id";
        let ids: Vec<uuid::Uuid> = weighed.iter().map(|row| uuid::Uuid::from_bytes(row.person)).collect();
        let strengths: Vec<f64> = weighed.iter().map(|row| row.strength).collect();
        let days: Vec<i64> = weighed.iter().map(|row| row.at).collect();
        self.send(
            sql,
            &[
                (&workspace.0, PgType::INT8),
                (&ids, PgType::UUID_ARRAY),
                (&strengths, PgType::FLOAT8_ARRAY),
                (&days, PgType::INT8_ARRAY),
            ],
        )?;
        Ok(())
    }

    fn count_together(&mut self, workspace: WorkspaceId, steps: &[Step]) -> Result<()> {
        let add = "INSERT INTO together SELECT ?1, fresh.a, fresh.b, fresh.times, fresh.heft \
             FROM unnest(?2::uuid[], ?3::uuid[], ?4::bigint[], ?5::bigint[]) AS fresh (a, b, times, heft) \
             ON CONFLICT (workspace_id, a, b) \
             DO UPDATE SET times = together.times + excluded.times, heft = together.heft + excluded.heft";
        let clear = "DELETE FROM together USING unnest(?2::uuid[], ?3::uuid[]) AS fresh (a, b) \
             WHERE workspace_id = ?1 AND together.a = fresh.a AND together.b = fresh.b AND times <= 0";
        for steps in steps.chunks(50_000) {
            let id = |person: &goodturn_core::id::PersonId| uuid::Uuid::from_bytes(person.bytes());
            let mut ends: (Vec<uuid::Uuid>, Vec<uuid::Uuid>) =
                steps.iter().map(|step| (id(&step.a), id(&step.b))).unzip();
            let times: Vec<i64> = steps.iter().map(|step| step.times).collect();
            let hefts: Vec<i64> = steps.iter().map(|step| step.heft).collect();
            self.send(
                add,
                &[
                    (&workspace.0, PgType::INT8),
                    (&ends.0, PgType::UUID_ARRAY),
                    (&ends.1, PgType::UUID_ARRAY),
                    (&times, PgType::INT8_ARRAY),
                    (&hefts, PgType::INT8_ARRAY),
                ],
            )?;
            if times.iter().any(|times| *times < 0) {
                ends =
                    steps.iter().filter(|step| step.times < 0).map(|step| (id(&step.a), id(&step.b))).unzip();
                let ends: [(&(dyn ToSql + Sync), PgType); 3] = [
                    (&workspace.0, PgType::INT8),
                    (&ends.0, PgType::UUID_ARRAY),
                    (&ends.1, PgType::UUID_ARRAY),
                ];
                self.send(clear, &ends)?;
            }
        }
        Ok(())
    }

    fn known(&mut self, workspace: WorkspaceId, keys: &[i64]) -> Result<Vec<bool>> {
        let rows = self.rows(
            "SELECT same FROM known WHERE workspace_id = ?1 AND same = ANY(?2)",
            &[(&workspace.0, PgType::INT8), (&keys, PgType::INT8_ARRAY)],
        )?;
        let found: std::collections::HashSet<i64> = rows.iter().map(|row| row.get(0)).collect();
        Ok(keys.iter().map(|key| found.contains(key)).collect())
    }

    fn latest_parts(
        &mut self,
        workspace: WorkspaceId,
        people: &[[u8; 16]],
        most: usize,
        each: &mut dyn FnMut(&dyn Row) -> Result<()>,
    ) -> Result<()> {
        let most = Param::Int(i64::try_from(most).unwrap_or(i64::MAX));
        static SQL: OnceLock<String> = OnceLock::new();
        let sql = SQL.get_or_init(|| {
            let columns = Participation::table().column_list();
            format!(
                "SELECT {columns} FROM unnest(?2::uuid[]) WITH ORDINALITY AS asked (one, place), LATERAL \
                 (SELECT {columns} FROM participation WHERE workspace_id = ?1 AND person_id = asked.one \
                 ORDER BY at DESC, interaction_id DESC LIMIT ?3) AS part \
                 ORDER BY asked.place, at DESC, interaction_id DESC"
            )
        });
        self.query(sql, &[Param::Int(workspace.0), Param::Ids(people), most], each)
    }

    fn latest_postings(
        &mut self,
        workspace: WorkspaceId,
        kinds: &[&str],
        terms: &[String],
        most: usize,
        each: &mut dyn FnMut(&dyn Row) -> Result<()>,
    ) -> Result<()> {
        let most = Param::Int(i64::try_from(most).unwrap_or(i64::MAX));
        let kinds: Vec<String> = kinds.iter().map(ToString::to_string).collect();
        static SQL: OnceLock<String> = OnceLock::new();
        let sql = SQL.get_or_init(|| {
            let columns = Term::table().column_list();
            format!(
                "SELECT {columns} FROM unnest(?2::text[]) AS of (one), unnest(?3::text[]) AS asked (one), LATERAL \
                 (SELECT {columns} FROM term WHERE workspace_id = ?1 AND kind = of.one AND term = asked.one \
                 ORDER BY entry_id DESC LIMIT ?4) AS part ORDER BY kind, term, entry_id DESC"
            )
        });
        self.query(sql, &[Param::Int(workspace.0), Param::Texts(&kinds), Param::Texts(terms), most], each)
    }

    fn written(&self) -> u64 {
        self.written
    }

    fn begin_read(&mut self, workspace: WorkspaceId) -> Result<()> {
        self.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", workspace, "")
    }

    /// What is acknowledged is on the disk, whatever is usual on that server.
    fn begin_write(&mut self, workspace: WorkspaceId) -> Result<()> {
        let safe = "; SELECT set_config('synchronous_commit', 'on', true) \
                    WHERE current_setting('synchronous_commit') = 'off'";
        self.begin("BEGIN", workspace, safe)?;
        self.rows("SELECT seq FROM workspace WHERE id = ?1 FOR UPDATE", &[(&workspace.0, PgType::INT8)])?;
        Ok(())
    }

    fn advance(&mut self, workspace: WorkspaceId, seq: i64) -> Result<bool> {
        let advanced = self.rows(
            "UPDATE workspace SET seq = ?2 WHERE id = ?1 AND seq = ?3 \
             RETURNING pg_notify('goodturn', id::text)::text",
            &[(&workspace.0, PgType::INT8), (&seq, PgType::INT8), (&(seq - 1), PgType::INT8)],
        )?;
        Ok(!advanced.is_empty())
    }

    fn has_news(&mut self) -> Result<bool> {
        if !self.listens {
            self.batch("LISTEN goodturn")?;
            self.listens = true;
            return Ok(true);
        }
        let mut news = false;
        let mut notices = self.client.notifications();
        let mut notices = notices.iter();
        while notices.next()?.is_some() {
            news = true;
        }
        Ok(news)
    }

    /// What was deleted lies in a table until its room is used again.
    fn sweep(&mut self) -> Result<()> {
        for table in crate::table::tables::TABLES.iter().map(|table| table.name()).chain(["words"]) {
            self.batch(&format!("VACUUM {table}"))?;
        }
        Ok(())
    }

    fn commit(&mut self) -> Result<()> {
        self.forget_prepared();
        self.batch("COMMIT")
    }

    fn rollback(&mut self) {
        self.forget_prepared();
        // What fails here is undone by the server when the connection closes.
        let _ = self.client.batch_execute("ROLLBACK");
    }

    fn index_words(&mut self, workspace: WorkspaceId, person: [u8; 16], words: Option<&str>) -> Result<()> {
        self.written += 1;
        match words {
            Some(words) => self.execute(
                "INSERT INTO words VALUES (?1, ?2, ?3) \
                 ON CONFLICT (workspace_id, person_id) DO UPDATE SET text = excluded.text",
                &[Param::Int(workspace.0), Param::Id(person), Param::Text(words)],
            )?,
            None => self.execute(
                "DELETE FROM words WHERE workspace_id = ?1 AND person_id = ?2",
                &[Param::Int(workspace.0), Param::Id(person)],
            )?,
        };
        Ok(())
    }

    fn all_words(&mut self, workspace: WorkspaceId, each: EachWord<'_>) -> Result<()> {
        let ws = [Param::Int(workspace.0)];
        self.query("SELECT person_id, text FROM words WHERE workspace_id = ?1", &ws, &mut |row| {
            let (person, text): ([u8; 16], String) = FromRow::from_row(row)?;
            text.split(' ').filter(|word| !word.is_empty()).try_for_each(|word| each(Some(person), word))
        })
    }

    fn search(&mut self, workspace: WorkspaceId, wanted: &Search<'_>) -> Result<Vec<[u8; 16]>> {
        let words = wanted.asked(|prefix| format!("'{prefix}':*"), " | ", " & ");
        let (key, id) = wanted.after.unwrap_or(match wanted.order {
            Order::Strength => (Param::Real(f64::INFINITY), [0xff; 16]),
            Order::Name => (Param::Text(""), [0; 16]),
            Order::Last => (Param::Int(i64::MAX), [0xff; 16]),
        });
        let sql = match wanted.order {
            Order::Strength => {
                "SELECT person.id FROM words JOIN person ON person.workspace_id = words.workspace_id \
                 AND person.id = words.person_id WHERE words.workspace_id = ?1 \
                 AND to_tsvector('simple', text) @@ to_tsquery('simple', ?2) AND kind = ANY(?3) \
                 AND (strength, id) < (?4, ?5) ORDER BY strength DESC, id DESC LIMIT ?6"
            }
            Order::Name => {
                "SELECT person.id FROM words JOIN person ON person.workspace_id = words.workspace_id \
                 AND person.id = words.person_id WHERE words.workspace_id = ?1 \
                 AND to_tsvector('simple', text) @@ to_tsquery('simple', ?2) AND kind = ANY(?3) \
                 AND (sort_name, id) > (?4, ?5) ORDER BY sort_name, id LIMIT ?6"
            }
            Order::Last => {
                "SELECT person.id FROM words JOIN person ON person.workspace_id = words.workspace_id \
                 AND person.id = words.person_id WHERE words.workspace_id = ?1 \
                 AND to_tsvector('simple', text) @@ to_tsquery('simple', ?2) AND kind = ANY(?3) \
                 AND (last_at, id) < (?4, ?5) ORDER BY last_at DESC, id DESC LIMIT ?6"
            }
        };
        let ws = Param::Int(workspace.0);
        let most = Param::Int(i64::try_from(wanted.most).unwrap_or(i64::MAX));
        let mut found = Vec::new();
        self.query(
            sql,
            &[ws, Param::Text(&words), Param::Ints(wanted.kinds), key, Param::Id(id), most],
            &mut |row| {
                found.push(FromRow::from_row(row)?);
                Ok(())
            },
        )?;
        Ok(found)
    }

    fn having(&mut self, workspace: WorkspaceId, word: &str, most: usize) -> Result<Vec<[u8; 16]>> {
        let most = Param::Int(i64::try_from(most).unwrap_or(i64::MAX));
        let word = format!("'{word}'");
        let mut found = Vec::new();
        self.query(
            "SELECT person_id FROM words WHERE workspace_id = ?1 \
             AND to_tsvector('simple', text) @@ to_tsquery('simple', ?2) LIMIT ?3",
            &[Param::Int(workspace.0), Param::Text(&word), most],
            &mut |row| {
                found.push(FromRow::from_row(row)?);
                Ok(())
            },
        )?;
        Ok(found)
    }

    /// By what a term begins with and not by its order, which is the language's on a server.
    fn terms(
        &mut self,
        workspace: WorkspaceId,
        kind: &str,
        prefix: &str,
        most: usize,
        each: EachTerm<'_>,
    ) -> Result<()> {
        let most = Param::Int(i64::try_from(most).unwrap_or(i64::MAX));
        self.query(
            "SELECT term, entry_id FROM term WHERE workspace_id = ?1 AND kind = ?2 AND starts_with(term, ?3) \
             ORDER BY term, entry_id LIMIT ?4",
            &[Param::Int(workspace.0), Param::Text(kind), Param::Text(prefix), most],
            &mut |row| each(row.str(0)?, Stored::read(row, 1)?),
        )
    }

    /// The words stand in lines, so that all are read, and one trip is cheaper than many.
    fn vocabulary(
        &mut self,
        workspace: WorkspaceId,
        _: &[String],
        each: &mut dyn FnMut(&str) -> Result<()>,
    ) -> Result<()> {
        self.query(
            "SELECT DISTINCT word FROM words, unnest(string_to_array(text, ' ')) AS word \
             WHERE workspace_id = ?1 AND NOT starts_with(word, ?2)",
            &[Param::Int(workspace.0), Param::Text(KEY_LEAD)],
            &mut |row| each(row.str(0)?),
        )
    }

    fn is_embedded(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use postgres::NoTls;

    use super::address::refuse_what_others_could_read;
    use super::*;
    use crate::error::Error;

    fn refused(address: &str) -> bool {
        match refuse_what_others_could_read(&address.parse().unwrap()) {
            Ok(()) => false,
            Err(Error::Refused(_)) => true,
            Err(other) => panic!("{other}"),
        }
    }

    /// A server may be set up to acknowledge what it has in memory only.
    #[test]
    fn what_is_acknowledged_is_on_the_disk_whatever_is_usual_on_that_server() {
        let server = crate::engine::temporary::Server::start().unwrap();
        let address = server.database().unwrap();
        let mut client = Client::connect(&address, NoTls).unwrap();
        let name: String = client.query_one("SELECT current_database()::text", &[]).unwrap().get(0);
        client.batch_execute(&format!("ALTER DATABASE {name} SET synchronous_commit = off")).unwrap();
        let store = crate::Store::open(&crate::Location::Server(address)).unwrap();
        let mut is_on = 0;
        let asked = store.with_writer(|connection| {
            let sql =
                "SELECT CASE WHEN current_setting('synchronous_commit') = 'on' THEN 1 ELSE 0 END::bigint";
            connection.begin_write(store.workspace())?;
            connection.query(sql, &[], &mut |row| {
                is_on = i64::from_row(row)?;
                Ok(())
            })?;
            connection.commit()
        });
        asked.unwrap();
        assert_eq!(is_on, 1);
    }

    #[test]
    fn nothing_crosses_a_network_unencrypted_unasked() {
        for near in [
            "postgres://localhost/book",
            "postgres://me@127.0.0.1:5433/book",
            "postgres://[::1]/book",
            "host=/var/run/postgresql dbname=book",
            "host=db.example hostaddr=127.0.0.1 dbname=book",
            "postgres://db.example/book?sslmode=disable",
        ] {
            assert!(!refused(near), "{near}");
        }
        for far in [
            "postgres://db.example/book",
            "postgres://10.0.0.7/book",
            "host=localhost,db.example dbname=book",
            "host=localhost hostaddr=10.0.0.7 dbname=book",
            "postgres://localhost/book?sslmode=require",
        ] {
            assert!(refused(far), "{far}");
        }
        let said = match Postgres::open("postgres://db.example/book") {
            Err(error) => error.to_string(),
            Ok(_) => panic!("it was reached"),
        };
        assert!(said.contains("db.example") && said.contains("sslmode=disable"), "{said}");
    }
}
