//! Types whose values have names, in the store and in JSON alike.

/// Declares one: each value with its name.
macro_rules! named {
    ($(#[$tdoc:meta])* $Type:ident { $($(#[$doc:meta])* $Name:ident = $name:literal,)* }) => {
        $(#[$tdoc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $Type {
            $($(#[$doc])* $Name,)*
        }

        impl $Type {
            /// All of them, in order.
            pub const ALL: &[$Type] = &[$($Type::$Name,)*];

            /// The name in the store and in JSON.
            pub fn name(self) -> &'static str {
                match self {
                    $($Type::$Name => $name,)*
                }
            }

            /// The one with this name.
            pub fn named(name: &str) -> Option<$Type> {
                $Type::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

pub(crate) use named;
