import { all, api, ask, once } from './client';
import type { PublishReport, Redline, Revision, RevisionItem } from './wire';

/** Two revisions of a guideline, in one language. */
export interface RedlineOf {
  slug: string;
  from: number;
  to: number;
  language?: string;
}

/** The files of the next revision. */
export interface Upload {
  files: { language: string; file: File }[];
  /** The guideline's own language, whose file is the main one. */
  language: string;
  note: string;
  /** The latest revision that the sender has seen. */
  expected: number | null;
}

/** Newest first. */
export function listRevisions(slug: string): Promise<RevisionItem[]> {
  const path = { slug };
  return all((cursor) => api.GET('/api/v1/guidelines/{slug}/revisions', { params: { path, query: { limit: 100, cursor } } }));
}

export function getRevision(slug: string, number: number, language?: string): Promise<Revision> {
  return ask(api.GET('/api/v1/guidelines/{slug}/revisions/{number}', { params: { path: { slug, number }, query: { language } } }));
}

export function downloadRevision(slug: string, number: number, format: string, language?: string): Promise<Blob> {
  const params = { path: { slug, number }, query: { format, language } };
  return ask<Blob>(api.GET('/api/v1/guidelines/{slug}/revisions/{number}', { params, parseAs: 'blob' }));
}

/** Everything about a revision as one archive, for editors. */
export function downloadPackage(slug: string, number: number, query: { from?: number; layout?: string }): Promise<Blob> {
  const params = { path: { slug, number }, query };
  return ask<Blob>(api.GET('/api/v1/guidelines/{slug}/revisions/{number}/package', { params, parseAs: 'blob' }));
}

/** Publishes the next revision, or only checks what would come of it. */
export function publishRevision(slug: string, upload: Upload, how: { check: boolean; key: string }): Promise<PublishReport> {
  const form = formOf(upload);
  if (how.check) form.set('check', 'true');
  const params = { path: { slug }, header: how.check ? {} : once(how.key) };
  return ask(api.POST('/api/v1/guidelines/{slug}/revisions', { params, body: form as never }));
}

export function getRedline({ slug, ...query }: RedlineOf): Promise<Redline> {
  return ask(api.GET('/api/v1/guidelines/{slug}/redline', { params: { path: { slug }, query: { ...query, format: 'json' } } }));
}

/** The redline as a file; Word files carry the comments in their margin, PDF at the foot of the pages. */
export function downloadRedline({ slug, ...query }: RedlineOf, format: string): Promise<Blob> {
  const comments = format === 'docx' || format === 'pdf' ? true : undefined;
  const params = { path: { slug }, query: { ...query, format, comments } };
  return ask<Blob>(api.GET('/api/v1/guidelines/{slug}/redline', { params, parseAs: 'blob' }));
}

/** A picture of the text. */
export function getResource(slug: string, digest: string): Promise<Blob> {
  return ask<Blob>(api.GET('/api/v1/guidelines/{slug}/resources/{digest}', { params: { path: { slug, digest } }, parseAs: 'blob' }));
}

function formOf(upload: Upload): FormData {
  const form = new FormData();
  form.set('note', upload.note);
  if (upload.expected !== null) form.set('expected', String(upload.expected));
  for (const { language, file } of upload.files) form.set(language === upload.language ? 'file' : `file_${language}`, file);
  return form;
}
