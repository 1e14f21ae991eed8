/** Something that is fetched: not there yet, there, or failed. The newest request wins. */
export class Loaded<T> {
  value = $state.raw<T | null>(null);
  error = $state.raw<unknown>(null);
  #round = 0;

  constructor(readonly load: () => Promise<T>) {
    void this.reload();
  }

  reload = async () => {
    const round = ++this.#round;
    this.error = null;
    try {
      const value = await this.load();
      if (round === this.#round) this.value = value;
    } catch (error) {
      if (round === this.#round) this.error = error;
    }
  };
}
