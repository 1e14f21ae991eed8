import { ask, askJson, part } from './client';
import type { Guideline, Member, Page, PublishReport, Redline, Revision, RevisionItem, Role } from './wire';

/** Follows a list to its end. */
export async function all<T>(next: (cursor?: string) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await next(cursor);
    items.push(...page.items);
    if (!page.next_cursor) return items;
    cursor = page.next_cursor;
  }
}

export function listGuidelines(): Promise<Guideline[]> {
  return all((cursor) => askJson<Page<Guideline>>('/guidelines', { query: { limit: 100, cursor } }));
}

export function createGuideline(body: { slug: string; title: string; language: string }, key: string): Promise<Guideline> {
  return askJson('/guidelines', { method: 'POST', body, key });
}

export function getGuideline(slug: string): Promise<Guideline> {
  return askJson(`/guidelines/${part(slug)}`);
}

export function listRevisions(slug: string): Promise<RevisionItem[]> {
  return all((cursor) => askJson<Page<RevisionItem>>(`/guidelines/${part(slug)}/revisions`, { query: { limit: 100, cursor } }));
}

export function getRevision(slug: string, number: number, language?: string): Promise<Revision> {
  return askJson(`/guidelines/${part(slug)}/revisions/${number}`, { query: { language } });
}

/** The files of the next revision; `check` only tries. */
export interface Upload {
  files: { language: string; file: File }[];
  /** The guideline's own language, whose file is the main one. */
  language: string;
  note: string;
  /** The latest revision that the sender has seen. */
  expected: number | null;
}

export function publishRevision(slug: string, upload: Upload, how: { check: boolean; key: string }): Promise<PublishReport> {
  const form = new FormData();
  form.set('note', upload.note);
  if (upload.expected !== null) form.set('expected', String(upload.expected));
  if (how.check) form.set('check', 'true');
  for (const { language, file } of upload.files) form.set(language === upload.language ? 'file' : `file_${language}`, file);
  return askJson(`/guidelines/${part(slug)}/revisions`, { method: 'POST', body: form, key: how.check ? undefined : how.key });
}

export interface RedlineOf {
  slug: string;
  from: number;
  to: number;
  language?: string;
}

export function getRedline({ slug, from, to, language }: RedlineOf): Promise<Redline> {
  return askJson(`/guidelines/${part(slug)}/redline`, { query: { from, to, language, format: 'json' } });
}

export async function downloadRedline(of: RedlineOf, format: string): Promise<Blob> {
  const { slug, from, to, language } = of;
  const query = { from, to, language, format, comments: format === 'docx' ? true : undefined };
  return (await ask(`/guidelines/${part(slug)}/redline`, { query })).blob();
}

export async function downloadRevision(slug: string, number: number, format: string, language?: string): Promise<Blob> {
  return (await ask(`/guidelines/${part(slug)}/revisions/${number}`, { query: { format, language } })).blob();
}

export async function getResource(slug: string, digest: string): Promise<Blob> {
  return (await ask(`/guidelines/${part(slug)}/resources/${part(digest)}`)).blob();
}

export function listMembers(slug: string): Promise<Member[]> {
  return all((cursor) => askJson<Page<Member>>(`/guidelines/${part(slug)}/members`, { query: { limit: 100, cursor } }));
}

export async function inviteMember(slug: string, body: { email: string; role: Role }, key: string): Promise<void> {
  await ask(`/guidelines/${part(slug)}/members`, { method: 'POST', body, key });
}

export async function setRole(slug: string, user: string, role: Role): Promise<void> {
  await ask(`/guidelines/${part(slug)}/members/${part(user)}`, { method: 'PUT', body: { role } });
}

export async function removeMember(slug: string, user: string): Promise<void> {
  await ask(`/guidelines/${part(slug)}/members/${part(user)}`, { method: 'DELETE' });
}
