import { all, api, ask, once } from './client';
import type { paths } from './schema';
import type { Comment, NewComment, Page, Place, Reply } from './wire';

/** All comments of a guideline, each with its placement in a revision. */
export function listComments(slug: string, revision: number): Promise<Comment[]> {
  const path = { slug };
  return all((cursor) => api.GET('/api/v1/guidelines/{slug}/comments', { params: { path, query: { revision, limit: 100, cursor } } }));
}

export function createComment(slug: string, body: NewComment, key: string): Promise<Comment> {
  return ask(api.POST('/api/v1/guidelines/{slug}/comments', { params: { path: { slug }, header: once(key) }, body }));
}

export function editComment(id: string, body: string): Promise<Comment> {
  return ask(api.PATCH('/api/v1/comments/{id}', { params: { path: { id } }, body: { body } }));
}

export async function deleteComment(id: string): Promise<void> {
  await ask(api.DELETE('/api/v1/comments/{id}', { params: { path: { id } } }));
}

export function createReply(id: string, body: string, key: string): Promise<Reply> {
  return ask(api.POST('/api/v1/comments/{id}/replies', { params: { path: { id }, header: once(key) }, body: { body } }));
}

export function editReply(id: string, reply_id: string, body: string): Promise<Reply> {
  return ask(api.PATCH('/api/v1/comments/{id}/replies/{reply_id}', { params: { path: { id, reply_id } }, body: { body } }));
}

export async function setSupport(id: string, mine: boolean): Promise<void> {
  const params = { path: { id } };
  await (mine ? ask(api.PUT('/api/v1/comments/{id}/support', { params })) : ask(api.DELETE('/api/v1/comments/{id}/support', { params })));
}

/** Confirms a comment's place in a revision, or gives it another. */
export async function place(id: string, to: Place): Promise<void> {
  await ask(api.PUT('/api/v1/comments/{id}/placement', { params: { path: { id } }, body: to }));
}

export type CommentQuery = NonNullable<paths['/api/v1/guidelines/{slug}/comments']['get']['parameters']['query']>;

/** A stretch of the comments that fit, as editors go through them. */
export function listCommentPage(slug: string, query: CommentQuery, cursor?: string): Promise<Page<Comment>> {
  return ask(api.GET('/api/v1/guidelines/{slug}/comments', { params: { path: { slug }, query: { ...query, limit: 50, cursor } } }));
}
