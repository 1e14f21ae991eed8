import { api, ask, once } from './client';
import type { Answer, BulkDone, Comment, Contribution, DecisionRequest, DecisionsRequest, Notices, Page, Suggestion, Tag, ConfirmationsRequest, TaggingsRequest, AssignmentsRequest, Alike, Group, ProposedGroup } from './wire';

/** Tells the editors whether the author is satisfied with the decision. */
export function answerComment(id: string, body: Answer): Promise<Comment> {
  return ask(api.PUT('/api/v1/comments/{id}/answer', { params: { path: { id } }, body }));
}

export function answerSuggestion(id: string, body: Answer): Promise<Suggestion> {
  return ask(api.PUT('/api/v1/suggestions/{id}/answer', { params: { path: { id } }, body }));
}

export function decideComment(id: string, body: DecisionRequest): Promise<Comment> {
  return ask(api.PUT('/api/v1/comments/{id}/decision', { params: { path: { id } }, body }));
}

export function confirmCommentDecision(id: string): Promise<Comment> {
  return ask(api.PUT('/api/v1/comments/{id}/decision/confirmation', { params: { path: { id } } }));
}

export async function undoCommentDecision(id: string): Promise<void> {
  await ask(api.DELETE('/api/v1/comments/{id}/decision', { params: { path: { id } } }));
}

/** What the person signed in was told, newest first. */
export function listNotices(limit: number, cursor?: string): Promise<Notices> {
  return ask(api.GET('/api/v1/me/notices', { params: { query: { limit, cursor } } }));
}

/** Says up to when it was read; answers how many are left. */
export async function readNotices(until: string): Promise<number> {
  return (await ask(api.PUT('/api/v1/me/notices/read', { body: { until } }))).unread;
}

/** What the person signed in said, with what became of it. */
export function listMine(slug: string, cursor?: string): Promise<Page<Contribution>> {
  return ask(api.GET('/api/v1/guidelines/{slug}/mine', { params: { path: { slug }, query: { limit: 50, cursor } } }));
}

export function listTags(slug: string): Promise<Tag[]> {
  return ask(api.GET('/api/v1/guidelines/{slug}/tags', { params: { path: { slug } } }));
}

export function decideMany(slug: string, body: DecisionsRequest, key: string): Promise<BulkDone> {
  return ask(api.POST('/api/v1/guidelines/{slug}/decisions', { params: { path: { slug }, header: once(key) }, body }));
}

/** Confirms what other editors proposed; what is not theirs to confirm is left. */
export function confirmMany(slug: string, body: ConfirmationsRequest, key: string): Promise<BulkDone> {
  return ask(api.POST('/api/v1/guidelines/{slug}/confirmations', { params: { path: { slug }, header: once(key) }, body }));
}

export function assignMany(slug: string, body: AssignmentsRequest, key: string): Promise<BulkDone> {
  return ask(api.POST('/api/v1/guidelines/{slug}/assignments', { params: { path: { slug }, header: once(key) }, body }));
}

export function tagMany(slug: string, body: TaggingsRequest, key: string): Promise<BulkDone> {
  return ask(api.POST('/api/v1/guidelines/{slug}/taggings', { params: { path: { slug }, header: once(key) }, body }));
}

export function createGroup(slug: string, body: { title: string; comments: string[] }, key: string): Promise<Group> {
  return ask(api.POST('/api/v1/guidelines/{slug}/groups', { params: { path: { slug }, header: once(key) }, body }));
}

export function listGroups(slug: string): Promise<Group[]> {
  return ask(api.GET('/api/v1/guidelines/{slug}/groups', { params: { path: { slug } } }));
}

/** Groups of comments that seem to say the same. */
export function proposedGroups(slug: string): Promise<ProposedGroup[]> {
  return ask(api.GET('/api/v1/guidelines/{slug}/groups/proposed', { params: { path: { slug } } }));
}

export function changeGroup(slug: string, group: string, body: { title: string; comments: string[] }): Promise<Group> {
  return ask(api.PUT('/api/v1/guidelines/{slug}/groups/{group}', { params: { path: { slug, group } }, body }));
}

export async function dissolveGroup(slug: string, group: string): Promise<void> {
  await ask(api.DELETE('/api/v1/guidelines/{slug}/groups/{group}', { params: { path: { slug, group } } }));
}

/** Open comments that say much the same as what somebody is writing. */
export function findSimilar(slug: string, query: { text: string; block_id?: string; language?: string }): Promise<Alike[]> {
  return ask(api.GET('/api/v1/guidelines/{slug}/similar', { params: { path: { slug }, query } }));
}

export function setTags(slug: string, body: Tag[]): Promise<Tag[]> {
  return ask(api.PUT('/api/v1/guidelines/{slug}/tags', { params: { path: { slug } }, body }));
}

export function tagSuggestion(id: string, body: string[]): Promise<Suggestion> {
  return ask(api.PUT('/api/v1/suggestions/{id}/tags', { params: { path: { id } }, body }));
}

export async function tagComment(id: string, body: string[]): Promise<void> {
  await ask(api.PUT('/api/v1/comments/{id}/tags', { params: { path: { id } }, body }));
}
