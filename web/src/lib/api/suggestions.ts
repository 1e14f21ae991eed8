import { api, ask } from './client';
import type { Page, Suggestion } from './wire';

/** A stretch of the suggestions to a guideline, in the order of their coming. */
export function listSuggestions(slug: string, cursor?: string): Promise<Page<Suggestion>> {
  return ask(api.GET('/api/v1/guidelines/{slug}/suggestions', { params: { path: { slug }, query: { limit: 50, cursor } } }));
}
