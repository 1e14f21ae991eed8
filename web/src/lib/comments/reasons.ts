import type { PlacementState } from '$lib/api/wire';
import * as m from '$messages';

/** The server's words for why a placement is what it is. */
const reasons: Record<string, () => string> = {};

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
