import type { RedlineView } from '$lib/redline/redline.svelte';

import type { Spot } from './whence.svelte';

const WIDTH = 26 * 16;
const ROOM = 16;

/** A press on changed words asks where they come from; on a link in them, or at the end of a selection, it does not. */
export function askByPress(view: RedlineView, event: MouseEvent) {
  const target = event.target as Element;
  const words = target.closest<HTMLElement>('[data-origin]');
  if (!words || target.closest('a, button') || !(document.getSelection()?.isCollapsed ?? true)) return;
  const stop = Number(words.closest('[data-stop]')?.getAttribute('data-stop') ?? NaN);
  if (Number.isInteger(stop)) view.walk.current = stop;
  const origin = view.originByKey(words.dataset.origin ?? '');
  view.whence?.open([origin], spotAt(event.clientX, event.clientY + ROOM), words, focusable(words));
}

/** Asks about the change that the walk has come to. */
export function askAtStop(view: RedlineView, words: HTMLElement | undefined, from: HTMLElement | null) {
  const { current } = view.walk;
  if (current === null || !words) return;
  const place = words.getClientRects()[0] ?? words.getBoundingClientRect();
  view.whence?.open(view.originsAt(current), spotAt(place.left, place.bottom + ROOM / 2), words, from ?? focusable(words));
}

function spotAt(left: number, top: number): Spot {
  const most = document.documentElement.clientWidth - WIDTH - ROOM;
  return { left: Math.max(ROOM, Math.min(left, most)) + scrollX, top: top + scrollY };
}

/** Where the focus comes back to; words are no stop of the Tab key for that. */
function focusable(words: HTMLElement): HTMLElement {
  words.tabIndex = -1;
  return words;
}
