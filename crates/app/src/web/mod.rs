//! The web pages, made on the server; they work without scripts, and scripts only make them quicker.
//!
//! - [`door`]: the way in; `guard`: who may ask, and what every answer carries; `serving`: connections, and how long one
//!   waits for whoever is slow
//! - `layout`: the frame of a page; `failure`: a page that says what went wrong
//! - `today`, `people`, `person`, `import`, `journal`, `settings`: a page each
//! - `ledger`, `promises`, `wishes`, `groups`, `introductions`, `referrals`, `business`, `mouth`, `interest`,
//!   `events`, `boundaries`, `stances`, `mirror`, `steer`: give and take, each with its pages and what it shows of a person; `brief`: what to know before one meets somebody
//! - `every`: a page for each act that no other page has a form for
//! - `upload`, `owner`, `report`: files come in, whose mail it is, what became of them
//! - `form`: what is filled in, made from the catalog; `quick`: what is done about somebody wherever they stand; `deeds`: what
//!   is done with it; `again`: what was refused comes back
//! - `isolate`: values kept from turning our words round
//! - `speech`: what the book says, in the words of the pages
//! - `memory`: what was just said, for the next page; `links`: addresses within the pages; `words`: times and numbers in words
//! - `plot`: pictures; `assets`: the style and the scripts

mod again;
mod assets;
mod boundaries;
mod brief;
mod business;
mod deeds;
pub mod door;
mod duplicates;
mod events;
mod every;
mod failure;
mod form;
mod groups;
mod guard;
mod import;
mod interest;
mod introductions;
mod isolate;
mod journal;
mod layout;
mod leaving;
mod ledger;
mod links;
mod map;
mod memory;
mod messages;
mod mirror;
mod mouth;
mod opened;
mod owner;
mod peer;
mod people;
mod person;
mod plot;
mod promises;
mod quick;
mod referrals;
mod reliability;
mod report;
mod serving;
mod settings;
mod speech;
mod stances;
mod steer;
mod today;
mod upload;
mod ways;
mod wishes;
mod words;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path};
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::{get, post};
use goodturn_book::{Book, Context};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::clock::Clock;
use door::Door;
use failure::Failure;
use guard::Guard;

/// So many threads may wait for the book at once; one that waits costs next to nothing.
pub const THREADS: usize = 48;

/// What every page stands on.
#[derive(Clone)]
pub(crate) struct Web {
    book: Arc<Book>,
    clock: Clock,
    imports: Arc<import::Imports>,
    slow: Arc<Semaphore>,
    memory: Arc<memory::Memory>,
}

/// So much of what takes long is done at once; the rest waits without a thread.
const SLOW: usize = 2;

impl Web {
    fn of(book: Arc<Book>, clock: Clock) -> Web {
        Web {
            book,
            clock,
            imports: Arc::default(),
            slow: Arc::new(Semaphore::new(SLOW)),
            memory: Arc::default(),
        }
    }

    /// Asks the book on a thread that may wait, with the context of now. Meetings whose time has come count first.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Book, &Context) -> goodturn_book::Result<T> + Send + 'static,
    ) -> Result<T, Failure> {
        self.look(move |book, ctx| {
            book.arrive(ctx);
            work(book, ctx)
        })
        .await
    }

    /// Asks what has nothing to do with what happens in it.
    pub(crate) async fn look<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Book, &Context) -> goodturn_book::Result<T> + Send + 'static,
    ) -> Result<T, Failure> {
        let (book, ctx) = (Arc::clone(&self.book), self.clock.context());
        match tokio::task::spawn_blocking(move || work(&book, &ctx)).await {
            Ok(answer) => Ok(answer?),
            Err(_) => Err(Failure::broken()),
        }
    }

    /// Asks what may take long, so that threads are left for those who ask for a page.
    pub(crate) async fn ask_slowly<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Book, &Context) -> goodturn_book::Result<T> + Send + 'static,
    ) -> Result<T, Failure> {
        let turn = Arc::clone(&self.slow).acquire_owned().await.map_err(|_| Failure::broken())?;
        // The turn goes with the work: whoever does not wait for the answer must not make room for more of it.
        self.ask(move |book, ctx| {
            let done = work(book, ctx);
            drop(turn);
            done
        })
        .await
    }
}

/// Serves the pages of a book until `until` comes.
pub async fn serve(
    book: Arc<Book>,
    clock: Clock,
    door: Arc<Door>,
    listener: TcpListener,
    until: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let bound = listener.local_addr()?;
    let (asked, port) = (Arc::clone(&door), bound.port());
    let here = move |Path(question): Path<String>| async move { asked.proof(&question, port) };
    let web = Web::of(book, clock);
    let imports = Arc::clone(&web.imports);
    let until = async move {
        until.await;
        // What an import has brought by then stays, as where one stops it.
        imports.end();
    };
    let pages = routes(web, door, hosts(bound)).route(&format!("{HERE}{{question}}"), get(here));
    serving::serve(listener, pages, until).await
}

/// Where a server proves that it is the owner's, before anybody is sent to it with a token.
pub(crate) const HERE: &str = "/here/";

/// How a browser names the server in its requests. The port of the scheme it leaves out (RFC 9110, section 4.2.3).
fn hosts(bound: SocketAddr) -> Vec<String> {
    let names = ["127.0.0.1".to_owned(), "localhost".to_owned(), "[::1]".to_owned()];
    let own = match bound {
        SocketAddr::V4(bound) => bound.ip().to_string(),
        SocketAddr::V6(bound) => format!("[{}]", bound.ip()),
    };
    let mut hosts = Vec::new();
    for name in names.into_iter().chain([own]) {
        hosts.push(format!("{name}:{}", bound.port()));
        if bound.port() == 80 {
            hosts.push(name);
        }
    }
    hosts
}

/// The pages of a book, for requests to these hosts (`name:port`) and of whoever came in by the door only.
pub fn router(book: Arc<Book>, clock: Clock, door: Arc<Door>, hosts: Vec<String>) -> Router {
    routes(Web::of(book, clock), door, hosts)
}

fn routes(web: Web, door: Arc<Door>, hosts: Vec<String>) -> Router {
    let leaving = from_fn_with_state(web.clone(), leaving::pages);
    Router::new()
        .route("/", get(today::page))
        .route("/people", get(people::page))
        .route("/people/rows", get(people::rows))
        .route("/people/add", post(deeds::add))
        .route("/person/{id}", get(person::page))
        .route("/person/{id}/{deed}", get(person::confirm).post(deeds::person))
        .route("/import", get(import::page).post(upload::start).layer(DefaultBodyLimit::disable()))
        .route("/import/run", get(import::run))
        .route("/import/events", get(import::events))
        .route("/import/owner", post(owner::answer))
        .merge(every::routes())
        .route("/import/stop", post(import::stop))
        .route("/act/{deed}", post(deeds::any))
        .merge(ledger::routes())
        .merge(promises::routes())
        .merge(wishes::routes())
        .merge(groups::routes())
        .merge(introductions::routes())
        .merge(ways::routes())
        .merge(referrals::routes())
        .merge(business::routes())
        .merge(mouth::routes())
        .merge(events::routes())
        .merge(boundaries::routes())
        .merge(brief::routes())
        .merge(steer::routes())
        .merge(stances::routes())
        .merge(map::routes())
        .merge(mirror::routes())
        .merge(reliability::routes())
        .merge(duplicates::routes())
        .route("/journal", get(journal::page))
        .route("/undo", post(deeds::undo))
        .route("/demo", post(deeds::demo))
        .route("/demo/remove", post(deeds::demo_remove))
        .route("/settings", get(settings::page).post(deeds::set))
        .route("/static/{print}/{name}", get(asset))
        .fallback(async || Failure::missing("there is no such page"))
        .with_state(web)
        .layer(leaving)
        .layer(from_fn_with_state(Guard::new(hosts, door), guard::check))
}

/// The style and the scripts.
async fn asset(Path((print, name)): Path<(String, String)>) -> Result<Response, Failure> {
    assets::answer(&print, &name).ok_or_else(|| Failure::missing("there is no such file"))
}

#[cfg(test)]
mod tests {
    use super::hosts;

    #[test]
    fn on_the_port_of_the_web_a_browser_leaves_the_port_out() {
        let plain = hosts("127.0.0.1:80".parse().unwrap());
        assert!(plain.contains(&"localhost".to_owned()) && plain.contains(&"127.0.0.1:80".to_owned()));
        let other = hosts("127.0.0.2:4747".parse().unwrap());
        assert!(other.contains(&"127.0.0.2:4747".to_owned()));
        assert!(other.iter().all(|host| host.ends_with(":4747")), "{other:?}");
    }
}
