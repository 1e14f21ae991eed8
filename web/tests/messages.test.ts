import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { locales } from '../src/paraglide/runtime.js';
import * as compiled from '../src/paraglide/messages.js';
import { sources } from './sources';

type Variants = { declarations: string[]; match: Record<string, string> }[];
type Messages = Record<string, string | Variants>;

const read = (locale: string): Messages => {
  const { $schema: _, ...messages } = JSON.parse(readFileSync(`messages/${locale}.json`, 'utf8')) as Messages;
  return messages;
};
const all = new Map(locales.map((locale) => [locale, read(locale)]));
const english = all.get('en') ?? {};
const texts = (message: string | Variants | undefined) =>
  typeof message === 'string' ? [message] : (message?.flatMap((variant) => Object.values(variant.match)) ?? []);
const inputs = (message: string | Variants | undefined) => [...new Set(texts(message).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();

describe.each([...all])('the messages in %s', (locale, messages) => {
  it('are the same ones as in English, with the same inputs', () => {
    expect(Object.keys(messages)).toEqual(Object.keys(english));
    for (const key of Object.keys(english)) expect([key, inputs(messages[key])]).toEqual([key, inputs(english[key])]);
  });

  // The compiler reports success even when it has compiled nothing.
  it('are there once compiled', () => {
    const given = { count: 3, number: 3, total: 9, name: 'Ana', language: 'English', label: '4.2', date: 'today', words: 'x' };
    const more = { current: 'dark', email: 'a@b.c', size: 3, sum: 'f00', from: 1, to: 2, received: 3, decided: 1 };
    for (const key of Object.keys(english)) {
      const text = (compiled as unknown as Record<string, (inputs: object, options: object) => string>)[key]?.({ ...given, ...more }, { locale });
      expect.soft(text, key).toBeTruthy();
      expect.soft(text, key).not.toBe(key);
      expect.soft(text, key).not.toMatch(/undefined|\{/);
    }
  });

  it('are in that language', () => {
    if (locale !== 'zh') return;
    const foreign = Object.entries(messages).filter(([, message]) => !texts(message).every((text) => /[\u4e00-\u9fff]/.test(text)));
    expect(foreign.map(([key]) => key)).toEqual(['format_docx', 'format_html', 'format_md', 'format_pdf', 'upload_size']);
  });
});

it('every message is used, and every one that is used exists', () => {
  const used = new Set(sources().flatMap(({ text }) => [...text.matchAll(/\bm\.([a-z_0-9]+)/g)].map((match) => match[1])));
  expect([...used].sort()).toEqual(Object.keys(english).sort());
});
