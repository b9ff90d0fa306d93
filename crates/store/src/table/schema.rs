//! The tables, as numbered migrations that both engines run from one text.
//!
//! Words that differ stand in braces: `{id}`, `{bytes}`, `{real}` are types, `{clustered}` asks SQLite to keep
//! the rows in key order, `{row}` gives SQLite the integer that full-text search needs. Migrations only add
//! (rule R8). Every key and index leads with the workspace (rule R2).
//!
//! **The order of a table's columns is frozen.** A before-image in `change.before` is the row's values one behind the other
//! and without their names, so that it is told by their places alone what each of them is. A column is therefore only ever
//! added behind the last one (a before-image that is older than the column ends before it, and is read as if nothing stood
//! there), and none is moved, taken out, or given another type: old acts could not be undone any more.

/// A migration: its number, its name, its statements.
pub struct Migration {
    /// From 1, without gaps. The book's format is the number of its last migration.
    pub number: i64,
    /// What it is for.
    pub name: &'static str,
    /// One step of data definition each.
    pub steps: &'static [&'static str],
    /// The tables whose rows are locked to their workspace from here on, where one database holds many (rule R9).
    pub locks: &'static [&'static str],
}

/// All migrations, oldest first.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 1,
        name: "people, interactions, journal",
        steps: &[
            "CREATE TABLE workspace (id BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, seq BIGINT NOT NULL)",
            "CREATE TABLE setting (workspace_id BIGINT NOT NULL, name {id} NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, \
         PRIMARY KEY (workspace_id, name)) {clustered}",
            "CREATE TABLE person ({row} workspace_id BIGINT NOT NULL, id {id} NOT NULL, kind BIGINT NOT NULL, \
         kind_why TEXT NOT NULL, name TEXT NOT NULL, sort_name TEXT NOT NULL, organisation TEXT NOT NULL, \
         title TEXT NOT NULL, circle BIGINT, cadence BIGINT, snoozed BIGINT, born BIGINT, bond {bytes}, \
         strength {real} NOT NULL, strength_at BIGINT NOT NULL, peak {real} NOT NULL, first_at BIGINT, last_at BIGINT, \
         interactions BIGINT NOT NULL, made BIGINT NOT NULL, changed BIGINT NOT NULL, \
         {row_key} (workspace_id, id))",
            "CREATE INDEX person_strength ON person (workspace_id, kind, strength, id)",
            "CREATE INDEX person_name ON person (workspace_id, kind, sort_name, id)",
            "CREATE INDEX person_last ON person (workspace_id, kind, last_at, id)",
            "CREATE INDEX person_first ON person (workspace_id, kind, first_at)",
            "CREATE INDEX person_peak ON person (workspace_id, kind, peak)",
            "CREATE INDEX person_born ON person (workspace_id, born) WHERE born IS NOT NULL",
            "CREATE INDEX person_cadence ON person (workspace_id, cadence) WHERE cadence IS NOT NULL",
            "CREATE TABLE detail (workspace_id BIGINT NOT NULL, person_id {id} NOT NULL, id {id} NOT NULL, kind TEXT NOT NULL, \
         label TEXT NOT NULL, value TEXT NOT NULL, normal TEXT, origin {id}, made BIGINT NOT NULL, \
         PRIMARY KEY (workspace_id, person_id, id)) {clustered}",
            "CREATE INDEX detail_normal ON detail (workspace_id, kind, normal) WHERE normal IS NOT NULL",
            "CREATE TABLE card (workspace_id BIGINT NOT NULL, person_id {id} NOT NULL, id {id} NOT NULL, uid TEXT NOT NULL, \
         original {bytes} NOT NULL, made BIGINT NOT NULL, changed BIGINT NOT NULL, \
         PRIMARY KEY (workspace_id, person_id, id)) {clustered}",
            "CREATE TABLE interaction (workspace_id BIGINT NOT NULL, id {id} NOT NULL, at BIGINT NOT NULL, kind BIGINT NOT NULL, \
         direction BIGINT NOT NULL, weight {real} NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL, \
         people {bytes} NOT NULL, same BIGINT NOT NULL, origin {id}, made BIGINT NOT NULL, \
         PRIMARY KEY (workspace_id, id)) {clustered}",
            "CREATE TABLE participation (workspace_id BIGINT NOT NULL, person_id {id} NOT NULL, at BIGINT NOT NULL, \
         interaction_id {id} NOT NULL, part BIGINT NOT NULL, weight {real} NOT NULL, direction BIGINT NOT NULL, \
         made BIGINT NOT NULL, PRIMARY KEY (workspace_id, person_id, at, interaction_id)) {clustered}",
            "CREATE TABLE known (workspace_id BIGINT NOT NULL, same BIGINT NOT NULL, PRIMARY KEY (workspace_id, same)) {clustered}",
            "CREATE TABLE source (workspace_id BIGINT NOT NULL, id {id} NOT NULL, name TEXT NOT NULL, format TEXT NOT NULL, \
         print {bytes}, at BIGINT NOT NULL, complete BIGINT NOT NULL, counts TEXT NOT NULL, made BIGINT NOT NULL, \
         PRIMARY KEY (workspace_id, id)) {clustered}",
            "CREATE INDEX source_print ON source (workspace_id, print)",
            "CREATE TABLE journal (workspace_id BIGINT NOT NULL, seq BIGINT NOT NULL, at BIGINT NOT NULL, who TEXT NOT NULL, \
         act TEXT NOT NULL, summary TEXT NOT NULL, run BIGINT NOT NULL, undoes BIGINT, first_id {id}, last_id {id}, \
         PRIMARY KEY (workspace_id, seq)) {clustered}",
            "CREATE INDEX journal_run ON journal (workspace_id, run, seq)",
            "CREATE INDEX journal_undoes ON journal (workspace_id, undoes) WHERE undoes IS NOT NULL",
            "CREATE TABLE change (workspace_id BIGINT NOT NULL, seq BIGINT NOT NULL, entity TEXT NOT NULL, row_key {bytes} NOT NULL, \
         before {bytes}, PRIMARY KEY (workspace_id, seq, entity, row_key)) {clustered}",
            "CREATE INDEX change_row ON change (workspace_id, row_key, seq)",
        ],
        locks: &[],
    },
    Migration {
        number: 2,
        name: "ties, good turns, needs and offers",
        steps: &[
            "CREATE TABLE entry (workspace_id BIGINT NOT NULL, id {id} NOT NULL, kind TEXT NOT NULL, person_id {id} NOT NULL, \
         other_id {id}, day TEXT NOT NULL, what TEXT NOT NULL, more TEXT NOT NULL, same BIGINT NOT NULL, \
         made BIGINT NOT NULL, PRIMARY KEY (workspace_id, id)) {clustered}",
            "CREATE INDEX entry_person ON entry (workspace_id, person_id, kind)",
        ],
        locks: &[],
    },
    Migration {
        number: 3,
        name: "runs whose ties wait",
        steps: &["CREATE TABLE unsettled (workspace_id BIGINT NOT NULL, run BIGINT NOT NULL, \
         PRIMARY KEY (workspace_id, run)) {clustered}"],
        locks: &[],
    },
    Migration {
        number: 4,
        name: "the second lock",
        steps: &[],
        locks: &[
            "setting",
            "person",
            "detail",
            "card",
            "interaction",
            "participation",
            "known",
            "entry",
            "source",
            "unsettled",
            "journal",
            "change",
            "words",
        ],
    },
    Migration {
        number: 5,
        name: "ties from both sides",
        steps: &["CREATE INDEX entry_other ON entry (workspace_id, other_id) WHERE other_id IS NOT NULL"],
        locks: &[],
    },
    Migration {
        number: 6,
        name: "give and take",
        // An entry gets a third person, a state and a due day; what waits has one. Accounts and the words of needs
        // and offers follow from the entries and are made from them by `derived`.
        steps: &[
            "ALTER TABLE entry ADD COLUMN third_id {id}",
            "ALTER TABLE entry ADD COLUMN state TEXT",
            "ALTER TABLE entry ADD COLUMN due TEXT",
            "UPDATE entry SET state = 'open', due = CASE WHEN day = '' THEN '9999-12-31' ELSE day END, day = '' \
             WHERE kind IN ('need', 'offer')",
            "UPDATE entry SET state = CASE WHEN more LIKE '%\"direction\":\"in\"%' THEN 'received' ELSE 'given' END \
             WHERE kind = 'turn'",
            "CREATE INDEX entry_third ON entry (workspace_id, third_id) WHERE third_id IS NOT NULL",
            "CREATE INDEX entry_due ON entry (workspace_id, kind, due) WHERE due IS NOT NULL",
            "CREATE INDEX entry_day ON entry (workspace_id, kind, day, state)",
            "CREATE TABLE account (workspace_id BIGINT NOT NULL, person_id {id} NOT NULL, given {real} NOT NULL, \
             received {real} NOT NULL, net {real} NOT NULL, total {real} NOT NULL, turns BIGINT NOT NULL, last TEXT, \
             suspect BIGINT, PRIMARY KEY (workspace_id, person_id)) {clustered}",
            "CREATE INDEX account_net ON account (workspace_id, net, person_id)",
            "CREATE INDEX account_total ON account (workspace_id, total, person_id)",
            "CREATE INDEX account_suspect ON account (workspace_id, suspect) WHERE suspect IS NOT NULL",
            "CREATE TABLE term (workspace_id BIGINT NOT NULL, kind TEXT NOT NULL, term TEXT NOT NULL, \
             entry_id {id} NOT NULL, count BIGINT NOT NULL, length BIGINT NOT NULL, \
             PRIMARY KEY (workspace_id, kind, term, entry_id)) {clustered}",
        ],
        locks: &["account", "term"],
    },
    Migration {
        number: 7,
        name: "who was there together",
        steps: &[
            // How far what follows from other rows was made: none where an older program wrote last.
            "ALTER TABLE workspace ADD COLUMN derived BIGINT",
            "CREATE TABLE together (workspace_id BIGINT NOT NULL, a {id} NOT NULL, b {id} NOT NULL, \
             times BIGINT NOT NULL, heft BIGINT NOT NULL, PRIMARY KEY (workspace_id, a, b)) {clustered}",
        ],
        locks: &["together"],
    },
    Migration {
        number: 8,
        name: "who was merged into whom",
        steps: &[
            "CREATE TABLE merged (workspace_id BIGINT NOT NULL, id {id} NOT NULL, into_id {id} NOT NULL, \
             act BIGINT NOT NULL, PRIMARY KEY (workspace_id, id)) {clustered}",
            "CREATE INDEX merged_into ON merged (workspace_id, into_id)",
        ],
        locks: &["merged"],
    },
    Migration {
        number: 9,
        name: "who is said to be close",
        steps: &["CREATE INDEX person_circle ON person (workspace_id, circle) WHERE circle IS NOT NULL"],
        locks: &[],
    },
    Migration {
        number: 10,
        name: "the journal as a log of events",
        // What was asked for as data, the words as parts with people by their ids, the caller's own key with what was
        // answered, and a name of the act by which a lost answer to a commit is looked up. Older lines keep their words
        // as a text.
        steps: &[
            "ALTER TABLE journal ADD COLUMN id {id}",
            "ALTER TABLE journal ADD COLUMN request TEXT",
            "ALTER TABLE journal ADD COLUMN words TEXT",
            "ALTER TABLE journal ADD COLUMN key TEXT",
            "ALTER TABLE journal ADD COLUMN answer TEXT",
            "CREATE UNIQUE INDEX journal_key ON journal (workspace_id, key) WHERE key IS NOT NULL",
        ],
        locks: &[],
    },
];

/// The newest format this program knows.
pub fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |migration| migration.number)
}
