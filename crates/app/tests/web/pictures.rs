//! Large pictures, and who asks for a page meanwhile.

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Request, StatusCode};

use super::{Browser, HOST};

/// A picture of nothing, of so many dots a side.
fn picture(side: u32) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |name: &[u8], data: &[u8]| {
        let mut sum = flate2::Crc::new();
        sum.update(name);
        sum.update(data);
        png.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        png.extend([name, data].concat());
        png.extend(sum.sum().to_be_bytes());
    };
    let size = side.to_be_bytes();
    chunk(b"IHDR", &[&size[..], &size[..], &[8, 0, 0, 0, 0]].concat());
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..side {
        packer.write_all(&vec![0; side as usize + 1]).unwrap();
    }
    chunk(b"IDAT", &packer.finish().unwrap());
    chunk(b"IEND", b"");
    png
}

/// Whoever loads pictures of a fair up must not keep all pages waiting until they were looked through.
#[tokio::test]
async fn a_page_comes_while_pictures_are_looked_through() {
    let browser = Browser::new();
    let answer = browser.post("/act/event", "name=Fair&on=2026-11-23").await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let events = browser.page("/events").await;
    let id = events.split("href=\"/events/").nth(1).unwrap().split(['"', '?']).next().unwrap();
    let mut form = Vec::new();
    for number in 0..3 {
        form.extend(
            format!(
                "--B\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{number}.png\"\r\n\r\n"
            )
            .bytes(),
        );
        form.extend(picture(6_000));
        form.extend(b"\r\n");
    }
    form.extend(b"--B--\r\n");
    let upload = Request::post(format!("/events/{id}"))
        .header("host", HOST)
        .header("origin", "http://127.0.0.1:4000")
        .header("content-type", "multipart/form-data; boundary=B")
        .body(Body::from(form))
        .unwrap();
    let done = AtomicBool::new(false);
    let began = Instant::now();
    // All here runs on one thread: what holds it holds every page.
    let looked = async {
        let answer = browser.send(upload).await;
        done.store(true, Ordering::Relaxed);
        (answer.status(), began.elapsed())
    };
    let pages = async {
        let mut longest = Duration::ZERO;
        while !done.load(Ordering::Relaxed) {
            let before = Instant::now();
            tokio::time::sleep(Duration::from_millis(5)).await;
            browser.page("/people").await;
            longest = longest.max(before.elapsed());
        }
        longest
    };
    let ((status, all), longest) = tokio::join!(looked, pages);
    assert!(
        longest * 3 < all,
        "a page took {longest:?} of the {all:?} in which pictures were read ({status})"
    );
}
