import { expect, it } from 'vitest';

import { safeHref } from './link';

it.each([
  ['https://example.org/a', 'https://example.org/a'],
  ['mailto:a@example.org', 'mailto:a@example.org'],
  ['#terms', '#terms'],
  ['javascript:alert(1)', null],
  [' JaVaScRiPt:alert(1)', null],
  ['java\nscript:alert(1)', null],
  ['data:text/html,<script>', null],
  ['//evil.example', null],
  ['relative', null],
  [undefined, null],
])('%j leads to %j', (href, expected) => {
  expect(safeHref(href)).toBe(expected);
});
