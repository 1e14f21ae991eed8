import { parse, type AST } from 'svelte/compiler';
import { describe, expect, it } from 'vitest';

import { sources } from './sources';

const components = sources().filter(({ path }) => path.endsWith('.svelte'));
const spoken = new Set(['aria-label', 'title', 'placeholder', 'alt']);

type Any = AST.SvelteNode | AST.Attribute | AST.Text;

/** What a person would read or hear that stands in the component instead of in the messages. */
function literals(node: unknown, found: string[] = [], parent?: Any): string[] {
  if (Array.isArray(node)) for (const child of node) literals(child, found, parent);
  else if (typeof node === 'object' && node !== null && 'type' in node) {
    const here = node as Any;
    if (here.type === 'Text' && isSpoken(parent)) found.push(here.data.trim());
    for (const [key, value] of Object.entries(here)) if (key !== 'parent') literals(value, found, here.type === 'Text' ? parent : here);
  } else return found;
  return found;
}

function isSpoken(parent: Any | undefined): boolean {
  if (parent?.type === 'StyleDirective') return false;
  return parent?.type !== 'Attribute' || spoken.has(parent.name);
}

describe.each(components)('$path', ({ text }) => {
  const { fragment } = parse(text, { modern: true });

  it('has no words of its own', () => {
    const words = literals(fragment).filter((one) => /\p{L}{2}/u.test(one) && one.replace('· ', '') !== 'Understory');
    expect(words).toEqual([]);
  });

  it('has nothing that the content security policy forbids', () => {
    expect(text).not.toMatch(/\{@html|<[^>]*\sstyle="|javascript:/);
  });
});

it.each(sources())('$path is short', ({ text }) => {
  expect(text.split('\n').length).toBeLessThan(260);
});
