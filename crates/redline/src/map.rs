use std::collections::HashMap;

/// A map whose keys come from texts. No answer may depend on the order of its entries, since its
/// hashes differ from run to run.
pub(crate) type Map<K, V> = HashMap<K, V, foldhash::fast::RandomState>;
