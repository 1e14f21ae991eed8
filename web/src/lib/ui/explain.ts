import { Problem, Unreachable } from '$lib/api/problem';
import * as m from '$messages';

/** What went wrong, what the server says about it, and what to do next. */
export interface Explanation {
  title: string;
  detail: string | null;
  next: string | null;
}

type Text = () => string;

const byType: Record<string, [Text, Text]> = {
  'stale-revision': [m.problem_stale, m.problem_stale_next],
  'quote-mismatch': [m.problem_quote, m.problem_quote_next],
};

const byStatus: Record<number, [Text, Text]> = {
  400: [m.problem_invalid, m.problem_invalid_next],
  401: [m.problem_signed_out, m.problem_signed_out_next],
  403: [m.problem_forbidden, m.problem_forbidden_next],
  404: [m.problem_missing, m.problem_missing_next],
  409: [m.problem_stale, m.problem_stale_next],
  412: [m.problem_stale, m.problem_stale_next],
  413: [m.problem_too_large, m.problem_too_large_next],
  415: [m.problem_format, m.problem_format_next],
  422: [m.problem_invalid, m.problem_invalid_next],
  429: [m.problem_busy, m.problem_busy_next],
};

export function explain(error: unknown): Explanation {
  if (error instanceof Unreachable) return { title: m.problem_offline(), detail: null, next: m.problem_offline_next() };
  if (!(error instanceof Problem)) return { title: m.problem_unknown(), detail: null, next: m.problem_unknown_next() };
  const [title, next] = byType[error.slug] ?? byStatus[error.status] ?? [m.problem_server, m.problem_server_next];
  const fields = error.errors.map(({ field, what }) => `${field}: ${what}`);
  const detail = [error.detail, ...fields].filter((text) => text !== null).join(' · ');
  return { title: title(), detail: detail || null, next: next() };
}
