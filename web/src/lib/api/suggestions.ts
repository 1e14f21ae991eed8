import { all, api, ask, once } from './client';
import type { Dispute, NewSuggestion, Outcome, Page, Reply, Ruling, Status, Suggestion, SuggestionChange, Support } from './wire';

/** Which suggestions; what is left out does not matter. */
export interface SuggestionQuery {
  status?: Status;
  outcome?: Outcome;
  tag?: string;
  author?: string;
  block_id?: string;
  /** Says how each fares in this revision, by number, or in the `draft`. */
  within?: string;
}

/** A stretch of the suggestions to a guideline, in the order of their coming. */
export function listSuggestions(slug: string, query: SuggestionQuery = {}, cursor?: string): Promise<Page<Suggestion>> {
  return ask(api.GET('/api/v1/guidelines/{slug}/suggestions', { params: { path: { slug }, query: { ...query, limit: 50, cursor } } }));
}

export function getSuggestion(id: string): Promise<Suggestion> {
  return ask(api.GET('/api/v1/suggestions/{id}', { params: { path: { id } } }));
}

export function createSuggestion(slug: string, body: NewSuggestion, key: string): Promise<Suggestion> {
  return ask(api.POST('/api/v1/guidelines/{slug}/suggestions', { params: { path: { slug }, header: once(key) }, body }));
}

export function changeSuggestion(id: string, body: SuggestionChange): Promise<Suggestion> {
  return ask(api.PATCH('/api/v1/suggestions/{id}', { params: { path: { id } }, body }));
}

export async function withdrawSuggestion(id: string): Promise<void> {
  await ask(api.DELETE('/api/v1/suggestions/{id}', { params: { path: { id } } }));
}

export function decideSuggestion(id: string, body: Ruling): Promise<Suggestion> {
  return ask(api.PUT('/api/v1/suggestions/{id}/decision', { params: { path: { id } }, body }));
}

export function undoSuggestionDecision(id: string): Promise<Suggestion> {
  return ask(api.DELETE('/api/v1/suggestions/{id}/decision', { params: { path: { id } } }));
}

export function confirmSuggestionDecision(id: string): Promise<Suggestion> {
  return ask(api.PUT('/api/v1/suggestions/{id}/decision/confirmation', { params: { path: { id } } }));
}

export function supportSuggestion(id: string, mine: boolean): Promise<Support> {
  const params = { path: { id } };
  return mine ? ask(api.PUT('/api/v1/suggestions/{id}/support', { params })) : ask(api.DELETE('/api/v1/suggestions/{id}/support', { params }));
}

export function createSuggestionReply(id: string, body: string, key: string): Promise<Reply> {
  return ask(api.POST('/api/v1/suggestions/{id}/replies', { params: { path: { id }, header: once(key) }, body: { body } }));
}

export async function editSuggestionReply(id: string, reply: Reply, body: string): Promise<Reply> {
  await ask(api.PATCH('/api/v1/suggestions/{id}/replies/{reply_id}', { params: { path: { id, reply_id: reply.id } }, body: { body } }));
  return { ...reply, body };
}

export async function deleteSuggestionReply(id: string, reply_id: string): Promise<void> {
  await ask(api.DELETE('/api/v1/suggestions/{id}/replies/{reply_id}', { params: { path: { id, reply_id } } }));
}

/** Where pending proposals collide, in reading order. */
export function listConflicts(slug: string, language?: string): Promise<Dispute[]> {
  const path = { slug };
  return all((cursor) => api.GET('/api/v1/guidelines/{slug}/conflicts', { params: { path, query: { language, limit: 100, cursor } } }));
}
