import type { Component } from 'svelte';

import { match } from './match';

export type Params = Record<string, string>;
/** Gets `params`; pages without any take no properties, which no one type of function covers. */
type Page = Component<any>;

/** A pattern and the page it leads to, fetched when first needed. */
export interface Route {
  pattern: string;
  load: () => Promise<{ default: Page }>;
}

/** Which page is shown. Follows the browser's history and every plain link of this site. */
export class Router {
  path = $state(location.pathname);
  query = $state.raw(new URLSearchParams(location.search));
  page = $state.raw<Page | null>(null);
  params = $state.raw<Params>({});
  /** The page's code could not be fetched. */
  failed = $state(false);
  /** Counts arrivals, so that the same page with other parameters is built anew. */
  arrival = $state(0);
  #shown = '';

  constructor(
    readonly routes: Route[],
    readonly missing: Route['load'],
  ) {}

  start() {
    history.scrollRestoration = 'auto';
    addEventListener('popstate', () => void this.#arrive(false));
    document.addEventListener('click', (event) => this.#onClick(event));
    void this.#arrive(false);
  }

  /** Goes to an address of this site; pages without script are the server's. */
  go(address: string, how: { replace?: boolean } = {}) {
    if (address.startsWith('/g/')) return location.assign(address);
    if (how.replace) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
    void this.#arrive(!how.replace);
  }

  /** Changes the query of this page without leaving it; nothing and empty values are removed. */
  setQuery(changes: Record<string, string | null>) {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value) query.set(name, value);
      else query.delete(name);
    }
    const text = query.toString();
    history.replaceState(null, '', location.pathname + (text ? `?${text}` : '') + location.hash);
    this.query = query;
  }

  async #arrive(toTop: boolean) {
    const path = location.pathname;
    this.query = new URLSearchParams(location.search);
    if (path === this.#shown) return;
    const found = this.#find(path);
    try {
      const { default: page } = await found.load();
      if (path !== location.pathname) return; // gone on meanwhile
      this.failed = false;
      this.#shown = this.path = path;
      this.params = found.params;
      this.page = page;
      this.arrival++;
      if (toTop) scrollTo(0, 0);
    } catch {
      this.failed = true;
    }
  }

  #find(path: string): { load: Route['load']; params: Params } {
    for (const { pattern, load } of this.routes) {
      const params = match(pattern, path);
      if (params) return { load, params };
    }
    return { load: this.missing, params: {} };
  }

  #onClick(event: MouseEvent) {
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link || !isPlain(event) || !this.#isOurs(link)) return;
    event.preventDefault();
    if (link.href !== location.href) this.go(link.pathname + link.search + link.hash);
  }

  #isOurs(link: HTMLAnchorElement): boolean {
    if (link.origin !== location.origin || link.target || link.hasAttribute('download')) return false;
    if (link.pathname === location.pathname && link.hash) return false; // the browser scrolls
    return link.pathname === '/' || this.routes.some(({ pattern }) => match(pattern, link.pathname));
  }
}

function isPlain(event: MouseEvent): boolean {
  const { metaKey, ctrlKey, shiftKey, altKey } = event;
  return !event.defaultPrevented && event.button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey;
}
