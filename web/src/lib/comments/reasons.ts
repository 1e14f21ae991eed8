import type { PlacementState } from '$lib/api/wire';
import * as m from '$messages';

/** The server's words for why a placement is what it is. */
const reasons: Record<string, () => string> = {
  text_before: m.reason_text_before,
  moved: m.reason_moved,
  split: m.reason_split,
  merged: m.reason_merged,
  reworded: m.reason_reworded,
  moved_and_reworded: m.reason_moved_and_reworded,
  new_surroundings: m.reason_new_surroundings,
  repeated: m.reason_repeated,
  paragraph_deleted: m.reason_paragraph_deleted,
  deleted: m.reason_deleted,
  rewritten: m.reason_rewritten,
  unknown_origin: m.reason_unknown_origin,
};

const general: Record<PlacementState, () => string> = {
  exact: m.reason_exact,
  shifted: m.reason_shifted,
  fuzzy: m.reason_fuzzy,
  ambiguous: m.reason_ambiguous,
  orphaned: m.reason_orphaned,
};

/** Why, in words; for a reason not known here, what the state means. */
export function reasonOf(state: PlacementState, reason: string | null): string {
  return (reasons[reason ?? ''] ?? general[state])();
}
