import { api, ask, once } from './client';
import type { Draft, DraftChange, Drafted, PublishReport, Release } from './wire';

/** The editors' text towards the next revision, with what changed since the latest one. */
export function getDraft(slug: string, language?: string): Promise<Draft> {
  return ask(api.GET('/api/v1/guidelines/{slug}/draft', { params: { path: { slug }, query: { language, redline: true } } }));
}

/** Edits a block of the draft as it was read; the edit becomes a suggestion accepted at once. */
export function editDraftBlock(slug: string, block_id: string, tag: string, body: DraftChange): Promise<Drafted> {
  const params = { path: { slug, block_id }, header: { 'If-Match': `"${tag}"` } };
  return ask(api.PATCH('/api/v1/guidelines/{slug}/draft/blocks/{block_id}', { params, body }));
}

/** Adds, removes or moves blocks of the draft as it was read. */
export function changeDraft(slug: string, tag: string, body: DraftChange): Promise<Drafted> {
  const params = { path: { slug }, header: { 'If-Match': `"${tag}"` } };
  return ask(api.POST('/api/v1/guidelines/{slug}/draft/changes', { params, body }));
}

/** Publishes the draft as the next revision, or only checks what would come of it. */
export function releaseDraft(slug: string, body: Release, key: string): Promise<PublishReport> {
  return ask(api.POST('/api/v1/guidelines/{slug}/revisions', { params: { path: { slug }, header: body.check ? {} : once(key) }, body: body as never }));
}
