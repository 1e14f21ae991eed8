import { ask, askJson, part } from './client';
import { all } from './guidelines';
import type { Comment, NewComment, Page, Reply } from './wire';

/** All comments of a guideline, each with its placement in a revision. */
export function listComments(slug: string, revision: number): Promise<Comment[]> {
  return all((cursor) => askJson<Page<Comment>>(`/guidelines/${part(slug)}/comments`, { query: { revision, limit: 200, cursor } }));
}

export function createComment(slug: string, body: NewComment, key: string): Promise<Comment> {
  return askJson(`/guidelines/${part(slug)}/comments`, { method: 'POST', body, key });
}

export function editComment(id: string, body: string): Promise<Comment> {
  return askJson(`/comments/${part(id)}`, { method: 'PATCH', body: { body } });
}

export async function deleteComment(id: string): Promise<void> {
  await ask(`/comments/${part(id)}`, { method: 'DELETE' });
}

export function createReply(id: string, body: string, key: string): Promise<Reply> {
  return askJson(`/comments/${part(id)}/replies`, { method: 'POST', body: { body }, key });
}

export async function setSupport(id: string, mine: boolean): Promise<void> {
  await ask(`/comments/${part(id)}/support`, { method: mine ? 'PUT' : 'DELETE' });
}

export interface Place {
  revision: number;
  block_id: string;
  start?: number;
  end?: number;
}

/** Confirms a comment's place in a revision, or gives it another. */
export async function place(id: string, to: Place): Promise<void> {
  await ask(`/comments/${part(id)}/placement`, { method: 'PUT', body: to });
}
