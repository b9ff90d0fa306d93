//! What a form sent.

/// The filled-in fields of a form.
#[derive(Clone, Default)]
pub(crate) struct Fields(pub(crate) Vec<(String, String)>);

impl Fields {
    /// A field's text; empty where it is not there.
    pub(crate) fn text(&self, name: &str) -> String {
        self.maybe(name).unwrap_or_default()
    }

    /// A field's text, where something was written.
    pub(crate) fn maybe(&self, name: &str) -> Option<String> {
        self.many(name).into_iter().next()
    }

    /// Nothing, where something stood in a field and was taken out of it.
    pub(crate) fn emptied(&self, name: &str) -> Option<String> {
        let stood =
            |was: &String| was.split_once('=').is_some_and(|(of, text)| of == name && !text.is_empty());
        let sent = self.0.iter().any(|(known, _)| known == name);
        (sent && self.many("was").iter().any(stood)).then(String::new)
    }

    /// All that was written in fields of this name.
    pub(crate) fn many(&self, name: &str) -> Vec<String> {
        let of_name = self.0.iter().filter(|(known, text)| known == name && !text.trim().is_empty());
        of_name.map(|(_, text)| text.trim().to_owned()).collect()
    }
}

/// Addresses in a field, separated by anything that is in no address.
pub(crate) fn addresses(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| c.is_whitespace() || c == ',' || c == ';');
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
