import { beforeEach, expect, it } from 'vitest';

import { Unreachable } from '$lib/api/problem';

import { Editing } from './edit.svelte';

beforeEach(() => localStorage.clear());

/** Words that stand on a server whose connection may be lost. */
class Standing {
  body = 'as it stands';
  trouble = 0;

  edit() {
    return new Editing(['c1', 'r1'], this.body, async (body) => {
      if (this.trouble-- > 0) throw new Unreachable();
      return (this.body = body);
    });
  }
}

function type(editing: Editing<string>, body: string) {
  editing.body = body;
  editing.keep();
}

it('begins with the words that stand, and has nothing to send', async () => {
  const editing = new Standing().edit();
  expect([editing.body, editing.ready, await editing.send()]).toEqual(['as it stands', false, null]);
});

it('puts the new words in their place and leaves no draft', async () => {
  const standing = new Standing();
  const editing = standing.edit();
  type(editing, ' 尾矿库 ');
  expect(await editing.send()).toBe('尾矿库');
  expect(standing.body).toBe('尾矿库');
  expect(localStorage.length).toBe(0);
});

it('keeps what was typed when it is left off', () => {
  const standing = new Standing();
  type(standing.edit(), 'half a');
  expect(standing.edit().body).toBe('half a');
});

it('goes back to the words that stand', () => {
  const standing = new Standing();
  type(standing.edit(), 'half a');
  const editing = standing.edit();
  editing.restore();
  expect([editing.body, editing.changed, localStorage.length]).toEqual(['as it stands', false, 0]);
});

it('keeps the words and the error of a sending that failed, and sends them again', async () => {
  const standing = new Standing();
  standing.trouble = 1;
  const editing = standing.edit();
  type(editing, 'new');
  expect(await editing.send()).toBeNull();
  expect(editing.error).toBeInstanceOf(Unreachable);
  expect(standing.edit().body).toBe('new');
  expect(await editing.send()).toBe('new');
});

it('sends no empty words', () => {
  const editing = new Standing().edit();
  type(editing, '  ');
  expect(editing.ready).toBe(false);
});
