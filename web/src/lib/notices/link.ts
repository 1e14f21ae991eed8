import type { Notice } from '$lib/api/wire';

/** Where what a notice tells of is found: the author's own page, or where editors work. */
export function linkOf({ guideline, kind, comment, suggestion }: Notice): string {
  const base = `/guidelines/${encodeURIComponent(guideline)}`;
  if (suggestion) return `${base}/suggestions?id=${encodeURIComponent(suggestion)}`;
  if (comment && (kind === 'decided' || kind === 'undone')) return `${base}/mine#${encodeURIComponent(comment)}`;
  return comment ? `${base}?comment=${encodeURIComponent(comment)}` : base;
}
