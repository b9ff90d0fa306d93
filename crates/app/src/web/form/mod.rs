//! Forms, made from the catalog: a form names its deed, its fields in order and what they are called; the control of a
//! field follows from what the catalog says that it holds.
//!
//! - `declared`: every form with fields, and what these are called
//! - `line`: a field with its control; `choices`: what one chooses from, in words
//! - `sent`: what a form sent; `bare`: what no deed of the catalog asks for

pub(crate) mod bare;
pub(crate) mod choices;
pub(crate) mod declared;
mod line;
pub(crate) mod sent;

use std::fmt::Display;

use goodturn_book::catalog;
use goodturn_book::request::{Entry, Field, Kind};
use goodturn_core::deed::Filled;
use goodturn_core::id::PersonId;
use maud::{Markup, Render, html};

use choices::Choice;
use declared::Declared;
pub(crate) use line::rows;
use line::{Drawn, Line};

/// How the parts of a form stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// One below the other.
    Fields,
    /// In a row with the buttons.
    Row,
    /// The quick line in which one writes down what happened.
    Log,
    /// Nothing but buttons.
    Bare,
}

/// A form that does a deed of the catalog.
pub(crate) struct Form {
    deed: &'static str,
    entry: Option<&'static Entry>,
    action: String,
    layout: Layout,
    class: &'static str,
    is_search: bool,
    is_large: bool,
    /// It holds what was not taken.
    is_unsent: bool,
    fixed: Vec<(String, String)>,
    was: Vec<String>,
    lines: Vec<Drawn>,
    before_buttons: Option<Markup>,
    buttons: Vec<Button>,
    link: Option<(String, String)>,
}

/// A button of a form.
#[derive(Default)]
struct Button {
    label: String,
    is_main: bool,
    says: Option<(&'static str, String)>,
    action: Option<String>,
    key: Option<&'static str>,
    shows_key: bool,
    aria: Option<String>,
}

impl Form {
    /// A form with fields, as it is declared.
    pub(crate) fn of(declared: &'static Declared) -> Form {
        let mut form = Form::press(declared.deed());
        form.layout = Layout::Fields;
        form.lines = declared.lines.iter().map(|line| form.drawn(*line)).collect();
        form
    }

    /// A form that no page declares, made from what the catalog alone says: every field in order, called by its name, with
    /// its help below it and what the first example says in it as long as it is empty.
    pub(crate) fn of_catalog(entry: &'static Entry) -> Form {
        let examples = (entry.examples)();
        let example = |name: &str| {
            let filled = examples.iter().find_map(|example| example.deed.field(name));
            match filled {
                Some(Filled::Text(text)) => Some(text.clone()),
                _ => None,
            }
        };
        let drawn = |field: &'static Field| {
            let unsaid = if field.is_required() { None } else { Some("—") };
            let mut drawn = Drawn::of(Line::plain(field.name, unsaid, field.help), entry.name, Some(field));
            let name = field.name.replace('_', " ");
            drawn.label = name[..1].to_uppercase() + &name[1..];
            drawn.example = example(field.name);
            drawn
        };
        let mut form = Form::press(entry.name);
        form.layout = Layout::Fields;
        form.lines = entry.fields.iter().filter(|field| field.kind != Kind::Was).map(drawn).collect();
        form
    }

    /// A form that is nothing but buttons.
    pub(crate) fn press(deed: &'static str) -> Form {
        Form {
            deed,
            entry: catalog::entry(deed),
            action: format!("/act/{deed}"),
            layout: Layout::Bare,
            class: "",
            is_search: false,
            is_large: false,
            is_unsent: false,
            fixed: Vec::new(),
            was: Vec::new(),
            lines: Vec::new(),
            before_buttons: None,
            buttons: Vec::new(),
            link: None,
        }
    }

    /// A form as it was sent, so that it can be sent again: what was filled in stands where it stood, all else stays
    /// hidden. None where nothing was filled in.
    pub(crate) fn sent<'s>(
        deed: &'static Entry,
        action: &str,
        fields: impl Iterator<Item = (&'s str, &'s str)>,
    ) -> Option<Form> {
        let fields: Vec<(&str, &str)> = fields.collect();
        // Whom a page put into the form, nobody wrote.
        let written = |value: &str| value.parse::<PersonId>().is_err();
        let names: Vec<&str> =
            fields.iter().filter(|(_, value)| written(value)).map(|(name, _)| *name).collect();
        let made = match Declared::like(deed.name, &names) {
            Some(declared) => Form::of(declared),
            None if declared::has_form(deed.name) || names.is_empty() => return None,
            None => Form::of_catalog(deed),
        };
        let mut form = Form { deed: deed.name, entry: Some(deed), ..made }.at(action);
        form.is_unsent = true;
        form.class = "again";
        // Of another deed that a button does with the same fields, some are none of it.
        let of_deed = std::mem::take(&mut form.lines).into_iter().map(|drawn| form.of_deed(drawn));
        for drawn in of_deed.filter(|drawn| drawn.field.is_some()).collect::<Vec<_>>() {
            let values: Vec<&str> = fields
                .iter()
                .filter(|(name, value)| *name == drawn.name() && written(value))
                .map(|(_, value)| *value)
                .collect();
            if values.is_empty() && drawn.is_tick() {
                form.lines.push(drawn.clone());
            }
            form.lines.extend(
                values.into_iter().map(|value| Drawn { value: Some(value.to_owned()), ..drawn.clone() }),
            );
        }
        for (name, value) in fields {
            let was = (name == "was").then(|| value.split_once('=')).flatten();
            if let Some((of, was)) = was {
                let line = form.lines.iter_mut().find(|line| line.name() == of);
                match line {
                    Some(line) => line.was = Some(was.to_owned()),
                    None => form.was.push(value.to_owned()),
                }
            } else if !form.lines.iter().any(|line| line.name() == name) || !written(value) {
                form.fixed.push((name.to_owned(), value.to_owned()));
            }
        }
        Some(form)
    }

    /// A field of another form, as this deed has it.
    fn of_deed(&self, drawn: Drawn) -> Drawn {
        let (label, example) = (drawn.label, drawn.example);
        Drawn { label, example, ..self.drawn(drawn.line) }
    }

    fn drawn(&self, line: Line) -> Drawn {
        let field = self.entry.and_then(|entry| entry.fields.iter().find(|field| field.name == line.name));
        Drawn::of(line, self.deed, field)
    }

    /// Of a person: the address says whom it is about.
    pub(crate) fn on(self, person: impl Display) -> Form {
        let action = format!("/person/{person}/{}", self.deed);
        self.at(&action)
    }

    /// It is sent there, and not where every deed is done.
    pub(crate) fn at(self, action: &str) -> Form {
        Form { action: action.to_owned(), ..self }
    }

    /// The page to come back to.
    pub(crate) fn back(self, page: &str) -> Form {
        self.with("back", page)
    }

    /// What the page says itself; nobody fills it in.
    pub(crate) fn with(mut self, name: &str, value: impl Display) -> Form {
        self.lines.retain(|line| line.name() != name);
        self.fixed.push((name.to_owned(), value.to_string()));
        self
    }

    /// Without one of its fields.
    pub(crate) fn without(mut self, name: &str) -> Form {
        self.lines.retain(|line| line.name() != name);
        self
    }

    /// What is known already. The form says so, too: what somebody else changes meanwhile is not overwritten.
    pub(crate) fn known(mut self, name: &str, value: impl Display) -> Form {
        if let Some(line) = self.line(name) {
            line.was = Some(value.to_string());
            line.value = (!line.line.stays()).then(|| value.to_string());
        }
        self
    }

    /// What is known and changed by a button.
    pub(crate) fn was(mut self, name: &str, value: impl Display) -> Form {
        self.was.push(format!("{name}={value}"));
        self
    }

    /// What is proposed for something new.
    pub(crate) fn propose(mut self, name: &str, value: &str) -> Form {
        if let Some(line) = self.line(name) {
            line.value = Some(value.to_owned());
        }
        self
    }

    /// What a field is called here.
    pub(crate) fn called(mut self, name: &str, label: impl Into<String>) -> Form {
        if let Some(line) = self.line(name) {
            line.label = label.into();
        }
        self
    }

    /// What one chooses from here.
    pub(crate) fn among(mut self, name: &str, few: Vec<Choice>) -> Form {
        if let Some(line) = self.line(name) {
            line.few = few;
        }
        self
    }

    /// What is wrong about a field; the form holds what was not taken.
    pub(crate) fn refused(mut self, name: &str, wrong: Option<&str>) -> Form {
        self.is_unsent |= wrong.is_some();
        if let Some(line) = self.line(name) {
            line.wrong = wrong.map(str::to_owned);
        }
        self
    }

    /// It looks for something.
    pub(crate) fn search(self) -> Form {
        Form { is_search: true, ..self }
    }

    /// Its fields stand in a row with the buttons.
    pub(crate) fn row(self) -> Form {
        Form { layout: Layout::Row, ..self }
    }

    /// The quick line.
    pub(crate) fn log(self) -> Form {
        Form { layout: Layout::Log, ..self }
    }

    /// On a card of its own.
    pub(crate) fn card(self) -> Form {
        Form { class: "card", ..self }
    }

    /// Its buttons are as large as those of a form with fields.
    pub(crate) fn large(self) -> Form {
        Form { is_large: true, ..self }
    }

    /// What may be ticked, each with the id of what it is.
    pub(crate) fn ticks(self, name: &str, legend: &str, of: &[(String, String)]) -> Form {
        let ticks = html! {
            @if !of.is_empty() {
                fieldset {
                    legend { (legend) }
                    @for (id, what) in of { label { input type="checkbox" name=(name) value=(id); " " (what) } }
                }
            }
        };
        self.and(ticks)
    }

    /// What stands before the buttons.
    pub(crate) fn and(self, more: Markup) -> Form {
        Form { before_buttons: Some(more), ..self }
    }

    /// A button.
    pub(crate) fn button(mut self, label: impl Into<String>) -> Form {
        self.buttons.push(Button { label: label.into(), ..Button::default() });
        self
    }

    /// The button that is meant first.
    pub(crate) fn main(self, label: impl Into<String>) -> Form {
        self.button(label).first()
    }

    /// A button that says something itself.
    pub(crate) fn says(self, name: &'static str, value: &str, label: impl Into<String>) -> Form {
        self.button(label).last(|button| button.says = Some((name, value.to_owned())))
    }

    /// A button that does another deed with the same fields.
    pub(crate) fn instead(self, deed: &str, label: impl Into<String>) -> Form {
        self.button(label).last(|button| button.action = Some(format!("/act/{deed}")))
    }

    /// A link beside the buttons.
    pub(crate) fn link(mut self, page: &str, label: &str) -> Form {
        self.link = Some((page.to_owned(), label.to_owned()));
        self
    }

    /// A key presses the last button, too.
    pub(crate) fn key(self, key: &'static str) -> Form {
        self.last(|button| button.key = Some(key))
    }

    /// A key presses the last button, too, and stands on it.
    pub(crate) fn shown_key(self, key: &'static str) -> Form {
        self.key(key).last(|button| button.shows_key = true)
    }

    /// What the last button does, for who does not see what it stands beside.
    pub(crate) fn aria(self, words: impl Into<String>) -> Form {
        self.last(|button| button.aria = Some(words.into()))
    }

    /// The last button is the one that is meant first.
    pub(crate) fn first(self) -> Form {
        self.last(|button| button.is_main = true)
    }

    fn last(mut self, change: impl FnOnce(&mut Button)) -> Form {
        if let Some(button) = self.buttons.last_mut() {
            change(button);
        }
        self
    }

    /// A field that the form declares.
    fn line(&mut self, name: &str) -> Option<&mut Drawn> {
        let deed = self.deed;
        let line = self.lines.iter_mut().find(|line| line.name() == name);
        debug_assert!(line.is_some(), "the form of {deed} has no field {name}");
        line
    }

    /// The fields that are filled in, in order.
    pub(crate) fn lines(&self) -> &[Drawn] {
        &self.lines
    }

    /// Says what is wrong at one of them, by its place.
    pub(crate) fn wrong_at(mut self, at: Option<usize>, message: &str) -> Form {
        if let Some(line) = at.and_then(|at| self.lines.get_mut(at)) {
            line.wrong = Some(message.to_owned());
        }
        self
    }

    /// Says no more what a field was: who sends it now has seen the newer value.
    pub(crate) fn seen(mut self, name: &str) -> Form {
        self.was.retain(|was| was.split('=').next() != Some(name));
        for line in self.lines.iter_mut().filter(|line| line.name() == name) {
            line.was = None;
        }
        self
    }
}

impl Render for Form {
    fn render(&self) -> Markup {
        let layout = match self.layout {
            Layout::Fields => "fields",
            Layout::Row => "buttons",
            Layout::Log => "log",
            Layout::Bare => "",
        };
        let class = format!("{layout} {}", self.class);
        let class = Some(class.trim()).filter(|class| !class.is_empty());
        let known =
            self.lines.iter().filter_map(|line| Some(format!("{}={}", line.name(), line.was.as_ref()?)));
        html! {
            form class=[class] method="post" action=(self.action) role=[self.is_search.then_some("search")]
                data-unsent[self.is_unsent] {
                @for (name, value) in &self.fixed { input type="hidden" name=(name) value=(value); }
                @for was in self.was.iter().cloned().chain(known) { input type="hidden" name="was" value=(was); }
                @for line in &self.lines { (line.draw(self.layout != Layout::Fields)) }
                @if self.layout == Layout::Fields || self.layout == Layout::Bare && self.is_large {
                    div.buttons { (self.pressed()) }
                } @else { (self.pressed()) }
            }
        }
    }
}

impl Form {
    fn pressed(&self) -> Markup {
        let small = !self.is_large && matches!(self.layout, Layout::Row | Layout::Bare);
        html! {
            @if let Some(more) = &self.before_buttons { (more) }
            @for button in &self.buttons {
                @let classes = [(small, "small"), (button.is_main, "main")];
                @let classes: Vec<&str> = classes.into_iter().filter_map(|(has, class)| has.then_some(class)).collect();
                button class=[(!classes.is_empty()).then(|| classes.join(" "))] name=[button.says.as_ref().map(|(name, _)| name)]
                    value=[button.says.as_ref().map(|(_, value)| value)] formaction=[button.action.as_ref()]
                    data-do=[button.key] aria-keyshortcuts=[button.key] aria-label=[button.aria.as_ref()] {
                    (button.label) @if let Some(key) = button.key.filter(|_| button.shows_key) { " " kbd { (key) } }
                }
            }
            @if let Some((page, label)) = &self.link { a.button href=(page) { (label) } }
        }
    }
}
