import { expect, it } from 'vitest';

import { isSendKey } from './composition';

const key = (init: KeyboardEventInit) => new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, ...init });

it('Ctrl+Enter and ⌘+Enter send', () => {
  expect(isSendKey(key({}))).toBe(true);
  expect(isSendKey(key({ ctrlKey: false, metaKey: true }))).toBe(true);
});

it('Enter alone does not', () => {
  expect(isSendKey(key({ ctrlKey: false }))).toBe(false);
});

it('nothing sends while an input method composes', () => {
  expect(isSendKey(key({ isComposing: true }))).toBe(false);
  expect(isSendKey(key({ keyCode: 229 } as KeyboardEventInit))).toBe(false);
});
