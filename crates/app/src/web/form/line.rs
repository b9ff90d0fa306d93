//! One field of a form: how the form declares it, and the control that its kind makes of it.

use goodturn_book::request::{Field, Kind};
use maud::{Markup, html};

use super::choices::{self, Choice, options};

/// A field as a form declares it: which one, what it is called, and how much room the page has for it. What it holds is
/// the catalog's to say.
#[derive(Clone, Copy)]
pub(crate) struct Line {
    pub(super) name: &'static str,
    label: &'static str,
    few: Option<fn() -> Vec<Choice>>,
    unsaid: Option<&'static str>,
    hint: &'static str,
    example: &'static str,
    needed: bool,
    in_one_row: bool,
    one_each: bool,
    letters: Option<usize>,
    tick: &'static str,
    key: Option<&'static str>,
}

/// A field, and what it is called.
pub(super) const fn line(name: &'static str, label: &'static str) -> Line {
    Line {
        name,
        label,
        few: None,
        unsaid: None,
        hint: "",
        example: "",
        needed: false,
        in_one_row: false,
        one_each: false,
        letters: None,
        tick: "",
        key: None,
    }
}

impl Line {
    /// A field of which no form says anything: what it means to choose none of its choices, and what it means.
    pub(super) const fn plain(name: &'static str, unsaid: Option<&'static str>, hint: &'static str) -> Line {
        Line { unsaid, hint, ..line(name, "") }
    }

    /// What is proposed, where the kind leaves it open.
    pub(super) const fn from(self, few: fn() -> Vec<Choice>) -> Line {
        Line { few: Some(few), ..self }
    }

    /// What it means to choose none of them. Where a value is known, it stays.
    pub(super) const fn or(self, unsaid: &'static str) -> Line {
        Line { unsaid: Some(unsaid), ..self }
    }

    /// A sentence below it.
    pub(super) const fn hint(self, hint: &'static str) -> Line {
        Line { hint, ..self }
    }

    /// What stands in it as long as it is empty.
    pub(super) const fn example(self, example: &'static str) -> Line {
        Line { example, ..self }
    }

    /// Here it must be filled in, though the deed could do without.
    pub(super) const fn needed(self) -> Line {
        Line { needed: true, ..self }
    }

    /// A text for which there is one row only.
    pub(super) const fn in_one_row(self) -> Line {
        Line { in_one_row: true, ..self }
    }

    /// Several values, each on a line of one field.
    pub(super) const fn one_each(self) -> Line {
        Line { one_each: true, ..self }
    }

    /// Of so many letters at the most.
    pub(super) const fn letters(self, letters: usize) -> Line {
        Line { letters: Some(letters), ..self }
    }

    /// Ticked, it says this; otherwise nothing.
    pub(super) const fn tick(self, value: &'static str) -> Line {
        Line { tick: value, ..self }
    }

    /// The key that leads to it.
    pub(super) const fn key(self, key: &'static str) -> Line {
        Line { key: Some(key), ..self }
    }
}

impl Line {
    /// Known values of which one is chosen anew or none: the one that stands needs no word of its own.
    pub(super) fn stays(&self) -> bool {
        self.unsaid.is_some()
    }
}

#[cfg(test)]
impl Line {
    /// What is proposed, where the form says so.
    pub(super) fn few(&self) -> Option<Vec<Choice>> {
        self.few.map(|few| few())
    }
}

/// A field of a form that is drawn, with what stands in it.
#[derive(Clone)]
pub(crate) struct Drawn {
    pub(super) line: Line,
    pub(super) field: Option<&'static Field>,
    pub(super) label: String,
    /// What one chooses from.
    pub(super) few: Vec<Choice>,
    /// What stands in it as long as it is empty, where the form says nothing of that.
    pub(super) example: Option<String>,
    /// What stands in it.
    pub(super) value: Option<String>,
    /// What it said when the form was drawn first.
    pub(super) was: Option<String>,
    /// What is wrong about it.
    pub(super) wrong: Option<String>,
}

/// A line that holds more than this is shown as a text.
const ROW: usize = 60;

/// What one may write where a day is meant.
fn day_as(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Past => Some("yesterday, last Friday, 3 days ago, 2026-03-05"),
        Kind::Coming => Some("next Friday, in 2 weeks, end of month, 2026-05-01"),
        Kind::Birthday => Some("1980-11-24, 24.11.1980, 3 March"),
        _ => None,
    }
}

/// So many rows show a text whole, within reason.
pub(crate) fn rows(text: &str) -> usize {
    text.lines().map(|line| 1 + line.len() / 64).sum::<usize>() + 1
}

impl Drawn {
    pub(super) fn of(line: Line, deed: &str, field: Option<&'static Field>) -> Drawn {
        let few = match line.few {
            Some(few) => few(),
            None => field.map(|field| choices::of(deed, field)).unwrap_or_default(),
        };
        Drawn {
            line,
            field,
            label: line.label.to_owned(),
            few,
            example: None,
            value: None,
            was: None,
            wrong: None,
        }
    }

    /// What stands in it, as a text.
    pub(crate) fn text(&self) -> &str {
        self.value.as_deref().unwrap_or_default()
    }

    /// Its name.
    pub(crate) fn name(&self) -> &'static str {
        self.line.name
    }

    /// Whether something has to stand in it.
    pub(crate) fn is_needed(&self) -> bool {
        self.line.needed || self.field.is_some_and(Field::is_required)
    }

    /// Whether it is ticked or not.
    pub(super) fn is_tick(&self) -> bool {
        !self.line.tick.is_empty() || self.kind() == Kind::Switch
    }

    fn kind(&self) -> Kind {
        self.field.map_or(Kind::Line, |field| field.kind)
    }

    /// The field with its label, and what is wrong about it. `bare` where the row has no room for the label.
    pub(super) fn draw(&self, bare: bool) -> Markup {
        html! {
            @if self.is_tick() {
                @let value = if self.line.tick.is_empty() { "1" } else { self.line.tick };
                label.check { input type="checkbox" name=(self.name()) value=(value) checked[self.value.is_some()]; span { (self.label) } }
            } @else {
                label { span class=[bare.then_some("hidden")] { (self.label) } (self.control()) }
            }
            @if let Some(wrong) = &self.wrong { p.wrong id=(self.about()) role="alert" { (wrong) } }
            @if !self.line.hint.is_empty() { p.quiet { (self.line.hint) } }
        }
    }

    /// The id of what is said about it.
    fn about(&self) -> String {
        format!("wrong-{}", self.name())
    }

    fn control(&self) -> Markup {
        let (name, text) = (self.name(), self.text());
        let (invalid, of) = (self.wrong.as_ref().map(|_| "true"), self.wrong.as_ref().map(|_| self.about()));
        let focus = self.wrong.is_some();
        let needed = self.is_needed();
        if self.is_choice() {
            return html! {
                select name=(name) aria-invalid=[invalid] aria-describedby=[of] autofocus[focus] required[needed] {
                    @if let Some(unsaid) = self.line.unsaid {
                        option value="" { (unsaid) @if let Some(was) = &self.was { ": " (was) } }
                    }
                    (options(&self.few, self.value.as_deref()))
                }
            };
        }
        if self.is_text() {
            return html! {
                textarea name=(name) rows=(rows(text).clamp(3, 8)) aria-invalid=[invalid] aria-describedby=[of]
                    autofocus[focus] required[needed] placeholder=[self.example()] { "\n" (text) }
            };
        }
        let typed = self.typed();
        html! {
            input type=(typed.kind) name=(name) value=(text) aria-invalid=[invalid] aria-describedby=[of] autofocus[focus]
                required[needed] maxlength=[self.longest()] size=[self.size()]
                inputmode=[typed.mode] min=[typed.least] max=[typed.most] placeholder=[self.example()]
                title=[day_as(self.kind())] autocomplete=[typed.alone.then_some("off")] data-do=[self.line.key];
        }
    }

    /// Whether one chooses in it. What stands in it and is none of the choices is not lost.
    fn is_choice(&self) -> bool {
        let among = |text: &str| self.few.iter().any(|(value, _)| value == text);
        let none = |text: &str| text.is_empty() && self.line.unsaid.is_some();
        !self.few.is_empty() && self.value.as_deref().is_none_or(|text| among(text) || none(text))
    }

    /// Whether it has several rows.
    fn is_text(&self) -> bool {
        let text = self.text();
        match self.kind() {
            _ if self.line.one_each => true,
            Kind::Text => !self.line.in_one_row || text.contains('\n'),
            Kind::Line | Kind::Sentence => text.contains('\n') || text.chars().count() > ROW,
            _ => false,
        }
    }

    /// How many letters a browser lets one write. It cuts off in silence what is pasted and longer, so that it is told of
    /// short values only: a text is refused by the book, and still stands there.
    fn longest(&self) -> Option<usize> {
        let short = self.field.filter(|field| field.kind != Kind::Text);
        self.line.letters.or_else(|| short.and_then(Field::longest))
    }

    /// How wide it is in a row.
    fn size(&self) -> Option<usize> {
        let of_kind = || match self.kind() {
            Kind::Money => Some(9),
            kind => day_as(kind).map(|_| 12),
        };
        self.line.letters.map(|letters| letters + 2).or_else(of_kind)
    }

    /// What stands in it as long as it is empty.
    fn example(&self) -> Option<&str> {
        let of_kind = || match self.kind() {
            Kind::Money => Some("250 EUR"),
            kind => day_as(kind),
        };
        Some(self.line.example)
            .filter(|example| !example.is_empty())
            .or(self.example.as_deref())
            .or_else(of_kind)
    }

    fn typed(&self) -> Typed {
        let plain = Typed { kind: "text", mode: None, least: None, most: None, alone: false };
        // A browser takes away what is no number.
        let number = self.text().is_empty() || self.text().parse::<u32>().is_ok();
        match self.kind() {
            Kind::Email => Typed { kind: "email", ..plain },
            Kind::Phone => Typed { kind: "tel", ..plain },
            // More is a page for the book than for a browser: one without `https`, for one.
            Kind::Url => Typed { mode: Some("url"), ..plain },
            Kind::From(least) if number => Typed { kind: "number", least: Some(least), ..plain },
            Kind::Between(least, most) if number => {
                Typed { kind: "number", least: Some(least), most: Some(most), ..plain }
            }
            // A browser would propose its owner's own name, and the days of other forms.
            Kind::Person | Kind::Party | Kind::Group | Kind::Event | Kind::Entry(_) => {
                Typed { alone: true, ..plain }
            }
            kind if day_as(kind).is_some() => Typed { alone: true, ..plain },
            _ => plain,
        }
    }
}

/// How a browser asks for what is typed.
struct Typed {
    kind: &'static str,
    mode: Option<&'static str>,
    least: Option<u32>,
    most: Option<u32>,
    /// Nothing is proposed by the browser.
    alone: bool,
}
