import { getContext, setContext } from 'svelte';

/** What the inside of a block needs to know of its document. */
export interface DocumentContext {
  slug: string;
  /** Whether pictures can be had without signing in. */
  isPublic: boolean;
  /** What readers call a note. */
  noteLabel: (key: string) => string;
}

const KEY = Symbol('document');

export function provideDocument(context: DocumentContext) {
  setContext(KEY, context);
}

export function useDocument(): DocumentContext {
  return getContext(KEY);
}
