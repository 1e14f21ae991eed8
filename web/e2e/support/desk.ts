/** Proposals and decisions made through the interface, for what comes after them. */
export class Desk {
  constructor(
    readonly url: string,
    readonly slug: string,
    readonly password: string,
  ) {}

  /** Signs in; answers the access token. */
  async enter(email: string): Promise<string> {
    const { access_token } = await this.#call<{ access_token: string }>('', 'POST', '/auth/login', { email, password: this.password });
    return access_token;
  }

  /** Answers the id of the suggestion. */
  async propose(token: string, revision: number, language: string, block_id: string, change: (text: string) => string, rationale: string): Promise<string> {
    const { blocks } = await this.#call<{ blocks: { id: string; text: string }[] }>(token, 'GET', `/guidelines/${this.slug}/revisions/${revision}?language=${language}`);
    const text = change(blocks.find((block) => block.id === block_id)?.text ?? '');
    const { id } = await this.#call<{ id: string }>(token, 'POST', `/guidelines/${this.slug}/suggestions`, { revision, language, block_id, text, rationale });
    return id;
  }

  /** Other words for adjacent paragraphs, as one suggestion; answers its id. */
  async proposeBoth(token: string, revision: number, language: string, block_ids: string[], change: (text: string) => string): Promise<string> {
    const { blocks } = await this.#call<{ blocks: { id: string; text: string }[] }>(token, 'GET', `/guidelines/${this.slug}/revisions/${revision}?language=${language}`);
    const proposal = blocks.filter((block) => block_ids.includes(block.id)).map((block) => ({ ...block, text: change(block.text) }));
    const { id } = await this.#call<{ id: string }>(token, 'POST', `/guidelines/${this.slug}/suggestions`, { revision, language, parts: [{ block_ids, proposal }], rationale: '' });
    return id;
  }

  async decide(token: string, id: string, ruling: object) {
    await this.#call(token, 'PUT', `/suggestions/${id}/decision`, ruling);
  }

  /** Publishes the draft. */
  async publish(token: string) {
    await this.#call(token, 'POST', `/guidelines/${this.slug}/revisions`, { note: 'Decided.', undecided: true });
  }

  /** Says which revision was read. */
  async read(token: string, revision: number) {
    await this.#call(token, 'PUT', `/guidelines/${this.slug}/reading`, { revision });
  }

  /** From now on the guideline is for its members only. */
  async seal(token: string) {
    await this.#call(token, 'PATCH', `/guidelines/${this.slug}`, { visibility: 'members' });
  }

  async #call<T>(token: string, method: string, path: string, body?: object): Promise<T> {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const answer = await fetch(`${this.url}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}
