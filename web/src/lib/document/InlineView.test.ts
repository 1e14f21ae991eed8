import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';

import type { Atom, Mark } from '$lib/api/wire';
import { unitsBefore } from '$lib/text/selection';

import { inlines, type Highlight } from './inline';
import Probe from './InlineProbe.test.svelte';

let shown: Record<string, unknown> | undefined;
afterEach(() => {
  if (shown) void unmount(shown);
});

function show(text: string, marks: Mark[] = [], highlights: Highlight[] = [], atoms: Atom[] = []): Element {
  shown = mount(Probe, { target: document.body, props: { pieces: inlines(text, marks, atoms, highlights) } });
  flushSync();
  const holders = document.querySelectorAll('[data-text]');
  return holders[holders.length - 1] as Element;
}

describe('the inside of a block in the page', () => {
  it('has exactly the text, whatever is around it', () => {
    const text = '尾矿库 😀 must  be dry';
    const holder = show(text, [{ start: 0, end: 3, type: 'strong' }, { start: 2, end: 9, type: 'emphasis' }], [{ id: 'c', start: 1, end: 5, state: 'exact' }]);
    expect(holder.textContent).toBe(text);
    expect(unitsBefore(holder, holder, holder.childNodes.length)).toBe(text.length);
  });

  it('counts breaks, notes and atoms as one each', () => {
    const text = 'a\nb\uFFFC c \uFFFC.';
    const holder = show(text, [{ start: 3, end: 4, type: 'note', note: 'n' }], [], [{ at: 7, type: 'image', resource: 'd' }]);
    expect(unitsBefore(holder, holder, holder.childNodes.length)).toBe(text.length);
  });

  it('executes nothing', () => {
    const holder = show('<img src=x onerror=alert(1)>', [{ start: 0, end: 4, type: 'link', href: 'javascript:alert(1)' }]);
    expect(holder.querySelector('img, a')).toBeNull();
    expect(holder.textContent).toBe('<img src=x onerror=alert(1)>');
  });
});
