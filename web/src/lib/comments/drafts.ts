/**
 * What people type, kept in this browser from the first key on until the server has acknowledged
 * it. Each draft belongs to one place: a guideline, a revision, and a block or a thread.
 */
export interface Draft<P = unknown> {
  body: string;
  /** What else belongs to it, such as the passage. */
  more?: unknown;
  /** A sending whose outcome nobody knows. */
  pending?: Pending<P> | null;
}

export interface Pending<P> {
  key: string;
  payload: P;
}

const PREFIX = 'understory:draft:';

/** Stands for the block in the name of a draft on the guideline as a whole. */
export const WHOLE = 'guideline';

export function draftName(...parts: (string | number)[]): string {
  return PREFIX + parts.map((part) => encodeURIComponent(part)).join(':');
}

export function readDraft<P>(name: string): Draft<P> | null {
  try {
    const text = localStorage.getItem(name);
    const draft: unknown = text === null ? null : JSON.parse(text);
    return isDraft<P>(draft) ? draft : null;
  } catch {
    return null;
  }
}

/** Keeps a draft; an empty one that nothing is pending of is removed. */
export function writeDraft<P>(name: string, draft: Draft<P>) {
  if (draft.body.trim() === '' && !draft.pending) return removeDraft(name);
  try {
    localStorage.setItem(name, JSON.stringify(draft));
  } catch {
    // storage full or forbidden: the text still stands in its field
  }
}

export function removeDraft(name: string) {
  try {
    localStorage.removeItem(name);
  } catch {
    // nothing was kept then
  }
}

/** The last parts of the names of all drafts that begin with these parts. */
export function draftsUnder(...parts: (string | number)[]): string[] {
  const start = `${draftName(...parts)}:`;
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(start));
    return names.map((name) => decodeURIComponent(name.slice(start.length)));
  } catch {
    return [];
  }
}

/** A fresh idempotency key. (`randomUUID` is missing on plain http.) */
export function freshKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function isDraft<P>(value: unknown): value is Draft<P> {
  return typeof value === 'object' && value !== null && typeof (value as Draft).body === 'string';
}
