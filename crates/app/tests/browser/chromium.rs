//! A Chromium without a screen, driven over the pipe of its DevTools protocol: one JSON object a message, a zero
//! byte after each. It ends when this is dropped, and also when the pipe breaks because the test was killed.

use std::cell::{Cell, RefCell};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// So long something may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running browser with one page open.
pub struct Chromium {
    child: Child,
    to: RefCell<ChildStdin>,
    from: Receiver<Value>,
    last: Cell<u64>,
    session: String,
    home: String,
    /// What no page may do: errors, violations of the policy, requests to other hosts.
    wrongs: RefCell<Vec<String>>,
    _profile: TempDir,
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // Asked to, it takes its helpers with it, and they write no more into the profile that goes next.
        let _ = self.to.borrow_mut().write_all(b"{\"id\":0,\"method\":\"Browser.close\"}\0");
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(10) && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Chromium {
    /// Starts one, with a profile of its own, at the pages of `home`.
    pub fn start(home: &str) -> Chromium {
        let profile = tempfile::tempdir().unwrap();
        // The protocol is spoken on the descriptors 3 and 4, which a shell can set up without unsafe code.
        let mut child = Command::new("sh")
            .args(["-c", "exec chromium \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1", "sh"])
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
            ])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .args(["--disable-quic", "--hide-scrollbars", "--remote-debugging-pipe"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("sh runs");
        let to = RefCell::new(child.stdin.take().unwrap());
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let (sender, from) = channel();
        std::thread::spawn(move || {
            let mut message = Vec::new();
            while matches!(out.read_until(0, &mut message), Ok(1..)) {
                message.pop();
                let Ok(value) = serde_json::from_slice(&message) else { break };
                if sender.send(value).is_err() {
                    break;
                }
                message.clear();
            }
        });
        let mut browser = Chromium {
            child,
            to,
            from,
            last: Cell::new(0),
            session: String::new(),
            home: home.to_owned(),
            wrongs: RefCell::default(),
            _profile: profile,
        };
        let target = browser.ask("Target.createTarget", json!({ "url": "about:blank" }))["targetId"].clone();
        let attached = browser.ask("Target.attachToTarget", json!({ "targetId": target, "flatten": true }));
        browser.session = attached["sessionId"].as_str().unwrap().to_owned();
        for domain in ["Page", "Runtime", "Network", "Log", "DOM"] {
            browser.ask(&format!("{domain}.enable"), json!({}));
        }
        browser.size(1100, 900, false);
        browser
    }

    /// A command of the protocol.
    pub fn ask(&self, method: &str, params: Value) -> Value {
        self.try_ask(method, params).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    fn try_ask(&self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.last.get() + 1;
        self.last.set(id);
        let mut message = json!({ "id": id, "method": method, "params": params });
        if !self.session.is_empty() {
            message["sessionId"] = json!(self.session);
        }
        let sent = self.to.borrow_mut().write_all(format!("{message}\0").as_bytes());
        loop {
            let answer = sent.as_ref().ok().and_then(|()| self.from.recv_timeout(PATIENCE).ok());
            let Some(mut answer) = answer else {
                panic!(
                    "Chromium does not answer ({method}). Is it installed? `cargo xtask test` installs what the \
                     tests need and the machine lacks; Debian's package is `chromium`."
                );
            };
            if answer["id"] == id {
                let error = answer["error"].take();
                return if error.is_null() { Ok(answer["result"].take()) } else { Err(error) };
            }
            self.note(&answer);
        }
    }

    /// Keeps what is wrong of what the browser tells by itself.
    fn note(&self, event: &Value) {
        let said = &event["params"];
        let wrong = match event["method"].as_str().unwrap_or_default() {
            "Log.entryAdded" if said["entry"]["level"] == "error" => said["entry"].to_string(),
            "Runtime.exceptionThrown" => said["exceptionDetails"].to_string(),
            "Runtime.consoleAPICalled" if said["type"] == "error" => said["args"].to_string(),
            "Network.requestWillBeSent" => {
                let url = said["request"]["url"].as_str().unwrap_or_default();
                if url.starts_with(&self.home) || url.starts_with("data:") {
                    return;
                }
                format!("a request to {url}")
            }
            _ => return,
        };
        self.wrongs.borrow_mut().push(wrong);
    }

    /// What was wrong since it was last asked for.
    pub fn wrongs(&self) -> Vec<String> {
        self.ask("Runtime.evaluate", json!({ "expression": "0" }));
        self.wrongs.take()
    }

    /// Waits for the next wrong.
    pub fn next_wrong(&self) -> String {
        loop {
            if let Some(wrong) = self.wrongs.borrow_mut().pop() {
                return wrong;
            }
            self.note(&self.from.recv_timeout(PATIENCE).expect("nothing was wrong"));
        }
    }

    /// What an expression comes to on the page.
    pub fn value(&self, expression: &str) -> Value {
        self.try_value(expression).unwrap_or_else(|error| panic!("{expression}: {error}"))
    }

    fn try_value(&self, expression: &str) -> Result<Value, Value> {
        let asked = json!({ "expression": expression, "returnByValue": true });
        let mut answer = self.try_ask("Runtime.evaluate", asked)?;
        let thrown = answer["exceptionDetails"].take();
        if thrown.is_null() { Ok(answer["result"]["value"].take()) } else { Err(thrown) }
    }

    /// Waits until an expression is true; a page that is just going away counts as not yet.
    pub fn until(&self, expression: &str) {
        let start = Instant::now();
        let mut last = Value::Null;
        while start.elapsed() < PATIENCE {
            match self.try_value(&format!("!!({expression})")) {
                Ok(Value::Bool(true)) => return,
                Ok(_) => {}
                Err(error) => last = error,
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let page = self.try_value("location.href + '\\n' + document.body.innerText.slice(0, 1500)");
        panic!(
            "it never came to `{expression}` ({last}) on {}",
            page.unwrap_or_default().as_str().unwrap_or_default()
        );
    }

    /// Does something that brings a new page, and waits for it.
    pub fn turning(&self, deed: impl FnOnce(&Chromium)) {
        self.value("window.before = true");
        deed(self);
        self.until("!window.before && document.readyState === 'complete'");
    }

    /// Opens a page.
    pub fn open(&self, path: &str) {
        let url = format!("{}{path}", self.home);
        self.turning(|browser| {
            browser.ask("Page.navigate", json!({ "url": url }));
        });
    }

    /// The text of the page as one reads it.
    pub fn text(&self) -> String {
        self.value("document.body.innerText").as_str().unwrap_or_default().to_owned()
    }

    /// Presses a key and lets it go.
    pub fn key(&self, key: &str) {
        let code = match key {
            "Enter" => 13,
            "Escape" => 27,
            "Tab" => 9,
            "ArrowUp" => 38,
            "ArrowDown" => 40,
            letter => letter.chars().next().map_or(0, |c| u32::from(c.to_ascii_uppercase())),
        };
        let mut down = json!({ "type": "rawKeyDown", "key": key, "windowsVirtualKeyCode": code });
        if key == "Enter" || key.chars().count() == 1 {
            down["type"] = json!("keyDown");
            down["text"] = json!(if key == "Enter" { "\r" } else { key });
        }
        self.ask("Input.dispatchKeyEvent", down);
        self.ask(
            "Input.dispatchKeyEvent",
            json!({ "type": "keyUp", "key": key, "windowsVirtualKeyCode": code }),
        );
    }

    /// Types a text, key by key.
    pub fn keys(&self, text: &str) {
        text.chars().for_each(|letter| self.key(&letter.to_string()));
    }

    /// Where the middle of an element is, after it was scrolled into view.
    fn middle(&self, selector: &str) -> (f64, f64) {
        self.until(&format!("document.querySelector({selector:?})"));
        let place = self.value(&format!(
            "(() => {{ const e = document.querySelector({selector:?}); e.scrollIntoView({{ block: 'center' }}); \
             const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }})()"
        ));
        (place[0].as_f64().unwrap(), place[1].as_f64().unwrap())
    }

    /// Presses the mouse on an element.
    pub fn click(&self, selector: &str) {
        let (x, y) = self.middle(selector);
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": 1 });
            self.ask("Input.dispatchMouseEvent", event);
        }
    }

    /// Chooses a file in a field.
    pub fn choose(&self, selector: &str, file: &Path) {
        let root = self.ask("DOM.getDocument", json!({ "depth": 0 }))["root"]["nodeId"].clone();
        let field = self.ask("DOM.querySelector", json!({ "nodeId": root, "selector": selector }));
        self.ask("DOM.setFileInputFiles", json!({ "nodeId": field["nodeId"], "files": [file] }));
    }

    /// Drops a file or folder on an element, as from the desktop.
    pub fn drop_on(&self, selector: &str, file: &Path) {
        let (x, y) = self.middle(selector);
        for kind in ["dragEnter", "dragOver", "drop"] {
            let data = json!({ "items": [], "files": [file], "dragOperationsMask": 1 });
            self.ask("Input.dispatchDragEvent", json!({ "type": kind, "x": x, "y": y, "data": data }));
        }
    }

    /// Sets the size of the window, or of a phone.
    pub fn size(&self, width: u32, height: u32, phone: bool) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone });
        self.ask("Emulation.setDeviceMetricsOverride", size);
    }

    /// Sets whether the reader likes it dark.
    pub fn dark(&self, dark: bool) {
        let value = if dark { "dark" } else { "light" };
        let feature = json!({ "name": "prefers-color-scheme", "value": value });
        self.ask("Emulation.setEmulatedMedia", json!({ "features": [feature] }));
    }
}
