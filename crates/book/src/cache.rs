//! What costs a look at the whole book, kept for whoever asks next.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::Result;

/// One value of each type.
#[derive(Default)]
pub(crate) struct Cache(Mutex<HashMap<TypeId, Arc<Slot>>>);

/// A value, while it is made nobody's.
type Slot = Mutex<Option<Arc<dyn Any + Send + Sync>>>;

impl Cache {
    /// The value of this type: the one that is kept, where it `is_fresh`, else one made anew. Whoever asks for it meanwhile
    /// waits; the old one goes before the new one is made, so that there are never two.
    pub(crate) fn get<T: Send + Sync + 'static>(
        &self,
        is_fresh: impl FnOnce(&T) -> Result<bool>,
        make: impl FnOnce() -> Result<T>,
    ) -> Result<Arc<T>> {
        let slot = {
            let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(slots.entry(TypeId::of::<T>()).or_default())
        };
        let mut kept = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = kept.clone().and_then(|value| value.downcast::<T>().ok())
            && is_fresh(&value)?
        {
            return Ok(value);
        }
        *kept = None;
        let value = Arc::new(make()?);
        *kept = Some(Arc::clone(&value) as Arc<dyn Any + Send + Sync>);
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_once_until_it_is_stale() {
        let cache = Cache::default();
        let get = |fresh: bool, value: u32| cache.get(move |_: &u32| Ok(fresh), move || Ok(value)).unwrap();
        assert_eq!(*get(true, 1), 1);
        assert_eq!(*get(true, 2), 1);
        assert_eq!(*get(false, 3), 3);
        assert_eq!(
            *cache.get(|_: &String| Ok(true), || Ok("another type".to_owned())).unwrap(),
            "another type"
        );
        assert_eq!(*get(true, 4), 3);
    }

    #[test]
    fn what_could_not_be_made_is_made_by_whoever_asks_next() {
        let cache = Cache::default();
        let failed = cache.get(|_: &u32| Ok(true), || Err(crate::Error::internal("broken")));
        assert!(failed.is_err());
        assert_eq!(*cache.get(|_: &u32| Ok(true), || Ok(5)).unwrap(), 5);
    }
}
