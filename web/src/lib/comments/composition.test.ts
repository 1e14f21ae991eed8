import { expect, it, vi } from 'vitest';

import { isSendKey, writingKeys } from './composition';

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

it('Escape leaves what is being written, and the sheet around it stays', () => {
  const [send, cancel] = [vi.fn(), vi.fn()];
  const press = (init: KeyboardEventInit) => {
    const event = new KeyboardEvent('keydown', { cancelable: true, ...init });
    writingKeys(send, cancel)(event);
    return event.defaultPrevented;
  };
  expect(press({ key: 'Escape' })).toBe(true);
  expect(press({ key: 'Escape', isComposing: true })).toBe(false);
  expect(press({ key: 'Enter' })).toBe(false);
  expect([send.mock.calls.length, cancel.mock.calls.length]).toEqual([0, 1]);
  expect(press({ key: 'Enter', ctrlKey: true })).toBe(true);
  expect([send.mock.calls.length, cancel.mock.calls.length]).toEqual([1, 1]);
});
