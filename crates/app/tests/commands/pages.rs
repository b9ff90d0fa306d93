//! `serve`, as far as the command goes; the pages have their own tests.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Child;

use crate::stopping::interrupt;
use crate::world::{Home, Ran};

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
        let mut server = home.command(line).spawn().unwrap();
        let mut stdout = BufReader::new(server.stdout.take().unwrap());
        let mut said = String::new();
        stdout.read_line(&mut said).unwrap();
        let port =
            said.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next()).expect(&said).to_owned();
        let page = get(&port);
        assert!(page.starts_with("HTTP/1.1 200"), "{page}");
        assert!(page.contains("Kwame Mensah"), "the first page is today");
        let ran = ended(server, &mut stdout, said);
        home.keep(line, &Ran { stdout: ran.stdout.replace(&port, "PORT"), ..ran });
    }
    home.matches("serve");
}

fn get(port: &str) -> String {
    let mut stream = TcpStream::connect(format!("127.0.0.1:{port}")).unwrap();
    write!(stream, "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n").unwrap();
    let mut page = String::new();
    stream.read_to_string(&mut page).unwrap();
    page
}

fn ended(mut server: Child, stdout: &mut impl Read, mut said: String) -> Ran {
    interrupt(&server);
    stdout.read_to_string(&mut said).unwrap();
    let mut stderr = String::new();
    server.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    Ran { code: server.wait().unwrap().code().unwrap_or(-1), stdout: said, stderr }
}
