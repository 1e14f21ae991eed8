import { expect, it } from 'vitest';

import { excerpt } from './excerpt';

const long = 'a'.repeat(200);

it.each([
  ['a passage of a short text', excerpt('The operator shall report.', 13, 18), ['The operator ', 'shall', ' report.']],
  ['one far inside', excerpt(`${long}尾矿库${long}`, 200, 203), [`…${'a'.repeat(40)}`, '尾矿库', `${'a'.repeat(40)}…`]],
  ['offsets in scalar values', excerpt('😀😀 word 😀', 3, 7), ['😀😀 ', 'word', ' 😀']],
  ['no signs for what is not text', excerpt('see \uFFFC word', 6, 10), ['see  ', 'word', '']],
  ['a short block', excerpt('All of it.'), ['', '', 'All of it.']],
  ['the opening of a long block', excerpt(long), ['', '', `${'a'.repeat(120)}…`]],
])('%s', (_, { before, words, after }, expected) => {
  expect([before, words, after]).toEqual(expected);
});
