import { describe, expect, it } from 'vitest';

import { stepOf, Walk } from './walk.svelte';

describe('a walk', () => {
  it('goes around', () => {
    const walk = new Walk(2);
    const seen = [() => walk.next(), () => walk.next(), () => walk.next(), () => walk.previous()].map((step) => (step(), walk.current));
    expect(seen).toEqual([0, 1, 0, 1]);
  });

  it('backwards begins at the last', () => {
    const walk = new Walk(3);
    walk.previous();
    expect(walk.current).toBe(2);
  });

  it('without changes stays', () => {
    const walk = new Walk(0);
    walk.next();
    expect(walk.current).toBeNull();
  });
});

describe('a key', () => {
  const press = (key: string, target: Element = document.body, more: KeyboardEventInit = {}) => {
    let step: ReturnType<typeof stepOf> = null;
    const listen = (event: Event) => (step = stepOf(event as KeyboardEvent));
    if (target !== document.body) document.body.append(target);
    target.addEventListener('keydown', listen, { once: true });
    target.dispatchEvent(new KeyboardEvent('keydown', { key, ...more }));
    return step;
  };

  it.each([['n', 'next'], ['j', 'next'], ['p', 'previous'], ['k', 'previous'], ['x', null]])('%s means %s', (key, step) => {
    expect(press(key)).toBe(step);
  });

  it('typed into a field or with Ctrl means nothing', () => {
    expect(press('n', document.createElement('input'))).toBeNull();
    expect(press('p', document.body, { ctrlKey: true })).toBeNull();
  });
});
