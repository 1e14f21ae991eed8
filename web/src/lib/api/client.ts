import { problemOf } from './problem';
import { Session } from './session.svelte';

export const session = new Session();

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  /** Idempotency-Key: the same key again creates nothing again. */
  key?: string;
}

/** Asks the server; anything but success is thrown as a `Problem`, no answer as `Unreachable`. */
export async function ask(path: string, call: Call = {}): Promise<Response> {
  const response = await session.fetch(requestOf(path, call));
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** The same, for an answer in JSON. */
export async function askJson<T>(path: string, call: Call = {}): Promise<T> {
  const response = await ask(path, call);
  return (await response.json()) as T;
}

/** A name as a part of a path. */
export function part(name: string): string {
  return encodeURIComponent(name);
}

function requestOf(path: string, { method = 'GET', query = {}, body, key }: Call): Request {
  const url = new URL(`/api/v1${path}`, location.origin);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
  const headers = new Headers({ Accept: 'application/json' });
  if (key) headers.set('Idempotency-Key', key);
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) headers.set('Content-Type', 'application/json');
  return new Request(url, { method, headers, body: isForm || body === undefined ? (body as FormData | undefined) : JSON.stringify(body) });
}
