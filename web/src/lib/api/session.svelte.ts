import { Unreachable } from './problem';

const HINT = 'understory:signed-in';
const REFRESH = '/api/v1/auth/refresh';

/** What the server answered to a form. */
export interface Uploaded {
  status: number;
  body: unknown;
}

interface Tokens {
  access_token: string;
}

/**
 * Who is asking. The access token lives in memory only; the refresh token is a cookie that no
 * script sees. A hint in local storage says whether asking for a new access token is worth it.
 */
export class Session {
  signedIn = $state(hinted());
  #token: string | null = null;
  #refreshing: Promise<boolean> | null = null;

  /** Takes the answer of a sign-in. */
  begin(tokens: Tokens) {
    this.#token = tokens.access_token;
    this.signedIn = true;
    remember(true);
  }

  /** Forgets everything; the server's side is ended by its own call. */
  end() {
    this.#token = null;
    this.signedIn = false;
    remember(false);
  }

  /** Sends a request as the person signed in; renews the access token once where it has run out. */
  fetch = async (request: Request): Promise<Response> => {
    if (this.signedIn && !this.#token) await this.#renew();
    const again = request.clone();
    const response = await send(this.#signed(request));
    if (response.status !== 401 || !this.#token || !(await this.#renew())) return response;
    return send(this.#signed(again));
  };

  /** Sends a form as `fetch` does, and tells how much of it, from 0 to 1, has left. */
  upload = async (address: string, form: FormData, headers: Record<string, string>, onprogress: (part: number) => void): Promise<Uploaded> => {
    if (this.signedIn && !this.#token) await this.#renew();
    const post = () => postForm(address, form, this.#token ? { ...headers, Authorization: `Bearer ${this.#token}` } : headers, onprogress);
    const answer = await post();
    if (answer.status !== 401 || !this.#token || !(await this.#renew())) return answer;
    return post();
  };

  #signed(request: Request): Request {
    if (this.#token) request.headers.set('Authorization', `Bearer ${this.#token}`);
    return request;
  }

  #renew(): Promise<boolean> {
    this.#refreshing ??= exclusively(() => this.#refresh()).finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  async #refresh(): Promise<boolean> {
    const response = await send(new Request(new URL(REFRESH, location.origin), { method: 'POST' }));
    if (response.ok) this.begin((await response.json()) as Tokens);
    else if (response.status === 401) this.end();
    return response.ok;
  }
}

async function send(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    throw new Unreachable(String(error));
  }
}

/** `fetch` does not tell how far it has come. */
function postForm(address: string, form: FormData, headers: Record<string, string>, onprogress: (part: number) => void): Promise<Uploaded> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open('POST', new URL(address, location.origin));
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onprogress(total > 0 ? loaded / total : 0);
    request.onload = () => done({ status: request.status, body: parsed(request.responseText) });
    request.onerror = request.ontimeout = request.onabort = () => fail(new Unreachable('the upload broke off'));
    request.send(form);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Two tabs that renew at once would look like a stolen cookie. */
function exclusively<T>(work: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return work();
  return navigator.locks.request('understory:refresh', work) as Promise<T>;
}

function hinted(): boolean {
  try {
    return localStorage.getItem(HINT) !== null;
  } catch {
    return false;
  }
}

function remember(signedIn: boolean) {
  try {
    if (signedIn) localStorage.setItem(HINT, '1');
    else localStorage.removeItem(HINT);
  } catch {
    // without local storage one signs in again after a reload
  }
}
