//! `serve`, as far as the command goes; the pages have their own tests.

use crate::door::Served;
use crate::world::Home;

#[test]
fn the_book_is_not_opened_to_other_machines() {
    let home = Home::new();
    home.tell("serve --listen 0.0.0.0:0 --no-browser").tell("serve --listen 192.0.2.1:80 --no-browser");
    home.tell("serve --listen nonsense --no-browser").tell("serve --listen [::]:0 --no-browser --json");
    home.matches("serve-refused");
}

#[test]
fn a_port_that_is_taken_is_said() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let ran = Home::new().run(&format!("serve --listen {address} --no-browser"));
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains(&format!("{address} cannot be listened on")), "{}", ran.stderr);
}

#[test]
fn pages_are_served_until_interrupted() {
    let home = Home::new();
    home.given("demo");
    for line in ["serve --listen 127.0.0.1:0 --no-browser", "serve --listen 127.0.0.1:0 --no-browser --json"]
    {
        let server = Served::start(&home, line);
        let cookie = server.sign_in();
        let page = server.get("/", &cookie);
        assert!(page.starts_with("HTTP/1.1 200"), "{page}");
        assert!(page.contains("Esra Yilmaz"), "the first page is today");
        home.keep(line, &server.ended());
    }
    home.matches("serve");
}
