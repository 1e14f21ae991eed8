//! `statistics.json` and `.csv`: how much was said and decided.

use formats::{package::PackedFile, tables};
use review::Statistics;
use serde_json::Value;

use super::files;
use crate::problem::Problem;

/// What people are called inside is nobody's business outside, and another elsewhere.
const INSIDE: &str = "id";

pub(super) fn numbers(statistics: &Statistics) -> Result<[PackedFile; 2], Problem> {
    let json = serde_json::to_value(statistics);
    let mut json = json.map_err(|error| Problem::internal(&error))?;
    forget_ids(&mut json);
    let heading = Statistics::COLUMNS.map(str::to_owned);
    let records = statistics.records().into_iter().map(|mut record| {
        if ["editor", "organisation"].contains(&record[0].as_str()) {
            record[1].clear();
        }
        record
    });
    let records = [heading].into_iter().chain(records).map(Vec::from);
    let what = "statistics";
    Ok([
        files::json("statistics.json", what, &json)?,
        files::csv("statistics.csv", what, tables::csv(records)),
    ])
}

fn forget_ids(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.remove(INSIDE);
            members.values_mut().for_each(forget_ids);
        }
        Value::Array(values) => values.iter_mut().for_each(forget_ids),
        _ => {}
    }
}
