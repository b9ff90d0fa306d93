//! Connections, and how long one waits for whoever is slow: else a few that say nothing keep everybody out.

use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use http_body::{Frame, SizeHint};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::{Instant, Sleep, sleep, sleep_until, timeout};

use super::peer::Peer;

/// So many connections are answered at once; more wait until one has ended.
const CONNECTIONS: usize = 256;
/// So long the head of a request may take, and so long a connection is kept on which nobody asks anything.
const HEAD: Duration = Duration::from_secs(10);
/// So long nothing may come of a body,
const PAUSE: Duration = Duration::from_secs(30);
/// and so many bytes must come in a second, all in all, after this pause.
const PACE: u64 = 4096;
/// So long those who are being answered when the server ends have to take it.
const LEAVE: Duration = Duration::from_secs(10);

/// Answers until `until` comes.
pub(super) async fn serve(
    listener: TcpListener,
    pages: Router,
    until: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let pages = pages.layer(from_fn(hurry));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD);
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let leaving = GracefulShutdown::new();
    let mut until = pin!(until);
    loop {
        let next = async {
            let place = Arc::clone(&room).acquire_owned().await;
            (listener.accept().await, place)
        };
        let (came, place) = tokio::select! {
            came = next => came,
            () = &mut until => break,
        };
        let (stream, peer) = match came {
            Ok(came) => came,
            Err(_) => {
                // Most often there are too many open files: some will be closed soon.
                sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let _ = stream.set_nodelay(true);
        let pages = TowerToHyperService::new(pages.clone());
        let answer = service_fn(move |mut request: hyper::Request<Incoming>| {
            request.extensions_mut().insert(Peer(peer));
            pages.call(request)
        });
        let answering = http.serve_connection(TokioIo::new(stream), answer);
        let answering = leaving.watch(answering);
        tokio::spawn(async move {
            // Whoever went away in the middle is no trouble of ours.
            let _ = answering.await;
            drop(place);
        });
    }
    drop(listener);
    let _ = timeout(LEAVE, leaving.shutdown()).await;
    Ok(())
}

async fn hurry(request: Request, next: Next) -> Response {
    next.run(request.map(|body| Body::new(Hurried::new(body)))).await
}

/// A body that breaks off where too little of it comes.
struct Hurried {
    body: Body,
    began: Instant,
    came: u64,
    late: Pin<Box<Sleep>>,
}

impl Hurried {
    fn new(body: Body) -> Hurried {
        let began = Instant::now();
        Hurried { body, began, came: 0, late: Box::pin(sleep_until(began + PAUSE)) }
    }
}

impl HttpBody for Hurried {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
            if let Some(Ok(frame)) = &frame {
                self.came += frame.data_ref().map_or(0, |data| data.len() as u64);
                let paced = self.began + PAUSE + Duration::from_secs(self.came / PACE);
                let late = paced.min(Instant::now() + PAUSE);
                self.late.as_mut().reset(late);
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        ready!(self.late.as_mut().poll(context));
        Poll::Ready(Some(Err("too little of it came, so it was given up".into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
