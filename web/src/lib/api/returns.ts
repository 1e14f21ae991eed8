import { api, ask, once } from './client';
import type { Returned } from './wire';

/** Brings a marked-up Word file back: its changes become suggestions, its comments comments. */
export function bringBack(slug: string, file: File, key: string): Promise<Returned> {
  const form = new FormData();
  form.set('file', file);
  const params = { path: { slug }, header: once(key) };
  return ask(api.POST('/api/v1/guidelines/{slug}/returns', { params, body: form as never }));
}
