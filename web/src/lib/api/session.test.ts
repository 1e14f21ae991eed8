import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Unreachable } from './problem';
import { Session } from './session.svelte';

const asked: { path: string; token: string | null }[] = [];
let answers: (path: string, token: string | null) => Response;

beforeEach(() => {
  localStorage.clear();
  asked.length = 0;
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname;
    const token = request.headers.get('Authorization');
    asked.push({ path, token });
    return answers(path, token);
  });
});
afterEach(() => vi.unstubAllGlobals());

const request = () => new Request('http://localhost/api/v1/me');
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const refresh = '/api/v1/auth/refresh';

describe('a session', () => {
  it('of a visitor asks for nothing but what was asked', async () => {
    answers = () => json({}, 401);
    const session = new Session();
    expect((await session.fetch(request())).status).toBe(401);
    expect(asked).toEqual([{ path: '/api/v1/me', token: null }]);
  });

  it('after a reload gets a new access token first', async () => {
    localStorage.setItem('understory:signed-in', '1');
    answers = (path) => (path === refresh ? json({ access_token: 'new' }) : json({}));
    expect((await new Session().fetch(request())).status).toBe(200);
    expect(asked.map((one) => one.token)).toEqual([null, 'Bearer new']);
  });

  it('renews a token that has run out, once, for all requests together', async () => {
    answers = (path, token) => {
      if (path === refresh) return json({ access_token: 'new' });
      return token === 'Bearer new' ? json({}) : json({}, 401);
    };
    const session = new Session();
    session.begin({ access_token: 'old' });
    const all = await Promise.all([session.fetch(request()), session.fetch(request()), session.fetch(request())]);
    expect(all.map((response) => response.status)).toEqual([200, 200, 200]);
    expect(asked.filter((one) => one.path === refresh)).toHaveLength(1);
  });

  it('ends where the server no longer knows it', async () => {
    answers = () => json({}, 401);
    const session = new Session();
    session.begin({ access_token: 'old' });
    expect((await session.fetch(request())).status).toBe(401);
    expect(session.signedIn).toBe(false);
    expect(asked.filter((one) => one.path === refresh)).toHaveLength(1);
  });

  it('stays where the network is away', async () => {
    localStorage.setItem('understory:signed-in', '1');
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
    const session = new Session();
    await expect(session.fetch(request())).rejects.toBeInstanceOf(Unreachable);
    expect(session.signedIn).toBe(true);
  });
});
