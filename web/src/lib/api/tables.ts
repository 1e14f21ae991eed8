import { api, ask, once, session } from './client';
import { problemOf } from './problem';
import type { CommentKind, Outcome, Status, TableTaken } from './wire';

/** What goes into a table; what is left out does not matter. */
export interface TableQuery {
  layout: string;
  format: string;
  /** Of headings and outcomes. */
  language?: string;
  of?: 'comments' | 'suggestions';
  status?: Status;
  outcome?: Outcome;
  kind?: CommentKind;
}

/** A filled table on its way in. */
export interface FilledTable {
  file: File;
  /** The revision that its clauses and lines are of; if not said, as the file says, else the latest. */
  revision?: number;
  /** The language of the text in which places are looked for first. */
  language?: string;
  /** What it decides is decided; only editors may ask for it. */
  decisions?: boolean;
}

export function downloadTable(slug: string, query: TableQuery): Promise<Blob> {
  return ask<Blob>(api.GET('/api/v1/guidelines/{slug}/comment-table', { params: { path: { slug }, query }, parseAs: 'blob' }));
}

export async function bringTable(slug: string, { file, revision, language, decisions }: FilledTable, key: string, onprogress: (part: number) => void): Promise<TableTaken> {
  const form = new FormData();
  form.set('file', file);
  if (revision !== undefined) form.set('revision', String(revision));
  if (language) form.set('language', language);
  if (decisions) form.set('decisions', 'true');
  const address = `/api/v1/guidelines/${encodeURIComponent(slug)}/comment-table`;
  const { status, body } = await session.upload(address, form, once(key), onprogress);
  if (status < 200 || status > 299) throw problemOf(status, body);
  return body as TableTaken;
}

interface Annotations {
  first?: { items: unknown[]; next?: string };
  items?: unknown[];
  next?: string;
}

/** All comments and suggestions as one collection of Web Annotations, whatever the number of its pages. */
export async function downloadAnnotations(slug: string): Promise<Blob> {
  const get = (page?: number) => ask(api.GET('/api/v1/guidelines/{slug}/annotations', { params: { path: { slug }, query: { page } } })) as Promise<Annotations>;
  const collection = await get();
  const { first } = collection;
  for (let page = 1, next = first?.next; first && next; page++) {
    const more = await get(page);
    first.items.push(...(more.items ?? []));
    next = more.next;
  }
  if (first) delete first.next;
  return new Blob([JSON.stringify(collection, null, 1)], { type: 'application/ld+json' });
}
