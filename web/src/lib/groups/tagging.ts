import type { Tag } from '$lib/api/wire';
import { language } from '$lib/language/language.svelte';
import { locales } from '../../paraglide/runtime.js';

/** A tag as it is edited: a label for each language. */
export interface TagRow {
  tag: string;
  labels: Record<string, string>;
  /** Was there before: its short name stays. */
  known: boolean;
}

/** How a tag is called in the language of the interface, or as near as there is. */
export function labelOf(tags: Tag[], tag: string): string {
  const labels = tags.find((one) => one.tag === tag)?.labels ?? {};
  return labels[language.current] ?? labels.en ?? Object.values(labels)[0] ?? tag;
}

/** The languages of labels: the interface's, and what the tags have besides. */
export function languagesOf(tags: Tag[]): string[] {
  return [...new Set([...locales, ...tags.flatMap(({ labels }) => Object.keys(labels))])];
}

export function rowsOf(tags: Tag[]): TagRow[] {
  return tags.map(({ tag, labels }) => ({ tag, labels: { ...labels }, known: true }));
}

/** What is sent: labels that say something; a new tag without a short name gets one from a label. */
export function tagsOf(rows: TagRow[]): Tag[] {
  return rows.map(({ tag, labels }, index) => {
    const said = Object.entries(labels).map(([language, label]) => [language, label.trim()] as const).filter(([, label]) => label !== '');
    return { tag: tag.trim() || shortName(said.map(([, label]) => label), index), labels: Object.fromEntries(said) };
  });
}

/** Whether each tag has a label at least. */
export function areReady(rows: TagRow[]): boolean {
  return rows.every(({ labels }) => Object.values(labels).some((label) => label.trim() !== ''));
}

function shortName(labels: string[], index: number): string {
  const names = labels.map((label) => label.normalize('NFD').toLowerCase().replace(/\p{M}/gu, '').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 80).replace(/-$/, ''));
  return names.find((name) => name.length >= 2) ?? `tag-${index + 1}`;
}
