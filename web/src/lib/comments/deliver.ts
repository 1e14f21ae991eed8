import { mayRetry } from '$lib/api/problem';

import { freshKey, type Pending } from './drafts';

/** How something is sent, and where it is noted that it is on its way. */
export interface Way<P, R> {
  create: (payload: P, key: string) => Promise<R>;
  /** Brings what an earlier sending created to the newer wording. */
  amend: (created: R, payload: P) => Promise<R>;
  pending: () => Pending<P> | null;
  note: (pending: Pending<P> | null) => void;
}

/**
 * Sends something so that it exists exactly once. Before the request leaves, its key is noted; a
 * retry uses the same key, after a reload too. Where the wording was changed after a sending with
 * unknown outcome, that sending is repeated first, which settles it, and then amended.
 */
export async function deliver<P, R>(way: Way<P, R>, payload: P): Promise<R> {
  const earlier = way.pending();
  if (!earlier || isSame(earlier.payload, payload)) return send(way, earlier ?? { key: freshKey(), payload });
  let created: R;
  try {
    created = await way.create(earlier.payload, earlier.key);
  } catch (error) {
    if (mayRetry(error)) throw error;
    return send(way, { key: freshKey(), payload }); // the earlier one was refused, so it does not exist
  }
  const amended = await way.amend(created, payload);
  way.note(null);
  return amended;
}

async function send<P, R>(way: Way<P, R>, pending: Pending<P>): Promise<R> {
  way.note(pending);
  try {
    const created = await way.create(pending.payload, pending.key);
    way.note(null);
    return created;
  } catch (error) {
    if (!mayRetry(error)) way.note(null);
    throw error;
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
