import { beforeEach, describe, expect, it } from 'vitest';

import { Problem, Unreachable } from '$lib/api/problem';

import { deliver, type Way } from './deliver';
import { draftName, draftsUnder, readDraft, removeDraft, writeDraft, type Pending } from './drafts';

/** A server that creates once per key, and a network that may lose the answer or the request. */
class Server {
  created = new Map<string, string>();
  trouble: ('answer lost' | 'request lost' | 'refused')[] = [];
  keys: string[] = [];
  pending: Pending<string> | null = null;

  way: Way<string, string> = {
    create: async (payload, key) => {
      this.keys.push(key);
      const trouble = this.trouble.shift();
      if (trouble === 'request lost') throw new Unreachable();
      if (trouble === 'refused') throw new Problem(422, '/problems/x', 'No', null, []);
      if (!this.created.has(key)) this.created.set(key, payload);
      if (trouble === 'answer lost') throw new Unreachable();
      return key;
    },
    amend: async (key, payload) => {
      this.created.set(key, payload);
      return key;
    },
    pending: () => this.pending,
    note: (pending) => (this.pending = pending),
  };

  get texts() {
    return [...this.created.values()];
  }
}

describe('a delivery', () => {
  it('that works is noted no more', async () => {
    const server = new Server();
    await deliver(server.way, 'a');
    expect(server.texts).toEqual(['a']);
    expect(server.pending).toBeNull();
  });

  it.each([['answer lost'], ['request lost']] as const)('repeated after "%s" creates one', async (trouble) => {
    const server = new Server();
    server.trouble = [trouble];
    await expect(deliver(server.way, 'a')).rejects.toBeInstanceOf(Unreachable);
    await deliver(server.way, 'a');
    expect(server.texts).toEqual(['a']);
    expect(new Set(server.keys).size).toBe(1);
  });

  it.each([['answer lost'], ['request lost']] as const)('reworded after "%s" creates one, with the new words', async (trouble) => {
    const server = new Server();
    server.trouble = [trouble];
    await expect(deliver(server.way, 'a')).rejects.toThrow();
    await deliver(server.way, 'b');
    expect(server.texts).toEqual(['b']);
    expect(server.pending).toBeNull();
  });

  it('refused takes a new key the next time', async () => {
    const server = new Server();
    server.trouble = ['refused'];
    await expect(deliver(server.way, 'a')).rejects.toBeInstanceOf(Problem);
    await deliver(server.way, 'a');
    expect(new Set(server.keys).size).toBe(2);
    expect(server.texts).toEqual(['a']);
  });

  it('whose earlier sending turns out refused is sent anew', async () => {
    const server = new Server();
    server.trouble = ['request lost', 'refused'];
    await expect(deliver(server.way, 'a')).rejects.toThrow();
    await deliver(server.way, 'b');
    expect(server.texts).toEqual(['b']);
  });
});

describe('drafts', () => {
  beforeEach(() => localStorage.clear());

  it('are kept, found and removed', () => {
    const name = draftName('mining', 1, 'b:7');
    writeDraft(name, { body: '尾矿库 ' });
    writeDraft(draftName('mining', 2, 'b9'), { body: 'other revision' });
    expect(readDraft(name)?.body).toBe('尾矿库 ');
    expect(draftsUnder('mining', 1)).toEqual(['b:7']);
    removeDraft(name);
    expect(readDraft(name)).toBeNull();
  });

  it('that are empty are not kept, unless something is on its way', () => {
    const name = draftName('mining', 1, 'b1');
    writeDraft(name, { body: '  ' });
    expect(readDraft(name)).toBeNull();
    writeDraft(name, { body: '', pending: { key: 'k', payload: 'a' } });
    expect(readDraft(name)?.pending?.key).toBe('k');
  });

  it('that are damaged are none', () => {
    localStorage.setItem(draftName('x'), '{"body":');
    localStorage.setItem(draftName('y'), '7');
    expect([readDraft(draftName('x')), readDraft(draftName('y'))]).toEqual([null, null]);
  });
});
