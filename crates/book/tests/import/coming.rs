//! Meetings that are still to come, and what becomes of them.

use std::ops::ControlFlow;

use goodturn_book::Context;
use goodturn_book::import::{Import, Report};
use goodturn_book::people::page::{Page, Show};
use goodturn_store::Location;
use goodturn_store::temporary::Server;
use jiff::ToSpan;

use crate::world::{ME, World, assert_adds_up, ctx, people};

const PLANS: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20240515T140000Z\r\n\
    SUMMARY:Plans\r\nORGANIZER:mailto:me@home.example\r\nATTENDEE;CN=Ada Lovelace:mailto:ada@example.org\r\n\
    ATTENDEE;CN=Cy Young:mailto:cy@example.org\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:b\r\n\
    DTSTART:20240516T090000Z\r\nSUMMARY:More\r\nATTENDEE;CN=Ada Lovelace:mailto:ada@example.org\r\n\
    END:VEVENT\r\nEND:VCALENDAR\r\n";

fn later(hours: i64) -> Context {
    let ctx = ctx();
    Context::new(ctx.now + hours.hours(), ctx.zone)
}

fn read(world: &World, name: &str, ctx: &Context) -> Report {
    let paths = vec![world.file(name, PLANS)];
    let ask = Import { paths, me: vec![ME.into()], ..Import::default() };
    let report = world.book.import(&ask, ctx, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_adds_up(&report);
    report
}

fn page(world: &World, who: &str, ctx: &Context) -> Page {
    world.book.show(&Show { who: who.into(), ..Show::default() }, ctx).unwrap()
}

/// What counts of somebody.
fn counted(world: &World, who: &str, ctx: &Context) -> (i64, f64, Vec<String>) {
    let page = page(world, who, ctx);
    let moments =
        page.timeline.iter().map(|moment| format!("{:?} {} {}", moment.at, moment.title, moment.direction));
    (page.line.interactions, page.line.strength, moments.collect())
}

fn a_meeting_counts_as_if_it_had_been_read_when_it_was_over(world: &World, other: &World) {
    let report = read(world, "plans.ics", &ctx());
    assert_eq!((report.all.found, report.all.added), (2, 2), "{report:?}");
    world.book.arrive(&ctx());
    assert_eq!(counted(world, "Ada", &ctx()).0, 0, "what is to come is no contact");
    world.book.arrive(&later(24));
    read(other, "plans.ics", &later(24));
    for who in ["Ada", "Cy"] {
        assert_eq!(counted(world, who, &later(24)), counted(other, who, &later(24)));
    }
    // It comes once, and reading it again brings nothing.
    let before = world.content();
    world.book.arrive(&later(25));
    let again = read(world, "again.ics", &later(25));
    assert_eq!((again.all.unchanged, again.all.added), (2, 0), "{again:?}");
    assert_eq!(world.content(), before);
}

fn an_import_of_what_was_to_come_is_taken_back(world: &World, met: bool) {
    let before = world.content();
    let report = read(world, "plans.ics", &ctx());
    if met {
        world.book.arrive(&later(6));
    }
    world.undo(report.seq.unwrap());
    assert!(people(&world.book, "person").is_empty());
    assert_eq!(world.content(), before);
}

#[test]
fn meetings_to_come_are_kept_counted_once_and_taken_back_in_sqlite() {
    a_meeting_counts_as_if_it_had_been_read_when_it_was_over(&World::new(), &World::new());
    an_import_of_what_was_to_come_is_taken_back(&World::new(), false);
    an_import_of_what_was_to_come_is_taken_back(&World::new(), true);
}

#[test]
fn meetings_to_come_are_kept_counted_once_and_taken_back_in_postgresql() {
    let server = Server::start().unwrap();
    let place = || World::on(Location::Server(server.database().unwrap()));
    a_meeting_counts_as_if_it_had_been_read_when_it_was_over(&place(), &place());
    an_import_of_what_was_to_come_is_taken_back(&place(), false);
    an_import_of_what_was_to_come_is_taken_back(&place(), true);
}
