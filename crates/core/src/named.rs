//! Types whose values have names: in the store, in JSON and where a member chooses one.

use std::fmt;

#[doc(hidden)]
pub use schemars;
#[doc(hidden)]
pub use serde;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// A type whose values have names. [`named!`](crate::named!) declares one.
pub trait Named: Copy + fmt::Display + 'static {
    /// All of them, in the order in which they are offered.
    const VALUES: &'static [Self];
    /// Their names, in the same order.
    const NAMES: &'static [&'static str];
}

/// The value that a word names, whatever its capitals, however its parts are joined, and in either spelling of adviser.
pub fn find<T: Named>(word: &str) -> Option<T> {
    exactly(word).or_else(|| {
        exactly(&word.trim().to_lowercase().replace([' ', '_'], "-").replace("advisor", "adviser"))
    })
}

/// The value of this name.
fn exactly<T: Named>(name: &str) -> Option<T> {
    T::NAMES.iter().zip(T::VALUES).find(|(known, _)| **known == name).map(|(_, value)| *value)
}

/// Reads a value by its name as it is written; any other word is an error.
pub fn deserialized<'de, T: Named, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    let word = String::deserialize(from)?;
    exactly(&word).ok_or_else(|| D::Error::unknown_variant(&word, T::NAMES))
}

/// The same of what came out of tables, as [`find`] reads it: what they left empty is the default.
pub(crate) fn from_table<'de, T: Named + Default, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    let word = String::deserialize(from)?;
    if word.is_empty() {
        return Ok(T::default());
    }
    find(&word).ok_or_else(|| D::Error::unknown_variant(&word, T::NAMES))
}

/// Declares a type whose values have names: each with what it is and its name.
#[macro_export]
macro_rules! named {
    ($(#[$about:meta])* $Type:ident { $($(#[$doc:meta])* $Name:ident = $name:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $Type {
            $($(#[$doc])* $Name,)+
        }

        impl $Type {
            /// All of them, in order.
            pub const ALL: [$Type; [$($name),+].len()] = [$($Type::$Name),+];

            /// The name in the store, in JSON and where one chooses it.
            pub fn name(self) -> &'static str {
                match self {
                    $($Type::$Name => $name,)+
                }
            }

            /// The one that a word names, whatever its capitals and however its parts are joined.
            pub fn named(word: &str) -> Option<$Type> {
                $crate::named::find(word)
            }
        }

        impl $crate::named::Named for $Type {
            const VALUES: &'static [$Type] = &$Type::ALL;
            const NAMES: &'static [&'static str] = &[$($name),+];
        }

        impl $crate::named::serde::Serialize for $Type {
            fn serialize<S: $crate::named::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.name())
            }
        }

        impl<'de> $crate::named::serde::Deserialize<'de> for $Type {
            fn deserialize<D: $crate::named::serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $crate::named::deserialized(from)
            }
        }

        impl $crate::named::schemars::JsonSchema for $Type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($Type).into()
            }

            fn json_schema(_: &mut $crate::named::schemars::SchemaGenerator) -> $crate::named::schemars::Schema {
                let names = <$Type as $crate::named::Named>::NAMES;
                $crate::named::schemars::json_schema!({ "type": "string", "enum": names })
            }
        }

        impl std::fmt::Display for $Type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    named! {
        /// A way to help.
        Way {
            /// To teach.
            Teach = "teach",
            /// To advise.
            FamilyAdviser = "family-adviser",
        }
    }

    #[test]
    fn a_value_is_found_however_its_name_is_written() {
        for word in ["family-adviser", "Family advisor", " FAMILY_ADVISER "] {
            assert_eq!(Way::named(word), Some(Way::FamilyAdviser), "{word}");
        }
        assert_eq!((Way::named("family"), Way::named("")), (None, None));
        let kept = |json: &str| serde_json::from_str::<Way>(json).ok();
        assert_eq!((kept("\"teach\""), kept("\"Teach\""), kept("\"\"")), (Some(Way::Teach), None, None));
        assert_eq!((Way::NAMES, Way::Teach.to_string()), (&["teach", "family-adviser"][..], "teach".into()));
    }
}
