import createClient from 'openapi-fetch';

import { problemOf } from './problem';
import type { paths } from './schema';
import { Session } from './session.svelte';
import type { Page } from './wire';

export const session = new Session();

/** The server's interface, typed by its OpenAPI document. */
export const api = createClient<paths, 'application/json'>({ baseUrl: location.origin, fetch: session.fetch });

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** What was asked for; anything but success is thrown as a `Problem`, no answer as `Unreachable`. */
export async function ask<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw problemOf(response.status, error);
  return data as T;
}

/** Follows a list to its end. */
export async function all<T>(next: (cursor?: string) => Promise<Answer<Page<T>>>): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await ask(next(cursor));
    items.push(...page.items);
    if (!page.next_cursor) return items;
    cursor = page.next_cursor;
  }
}

/** The header by which a repeated request creates nothing twice. */
export function once(key: string) {
  return { 'Idempotency-Key': key };
}
