// Runs scenarios side by side and prints one line of JSON for each.
const PATIENCE_MS = 60_000;

/** Events as they come, and waiting for them. What was awaited once is not seen again. */
export class Events {
  #all = [];
  #seen = 0;
  #waiting = new Set();

  add(event) {
    this.#all.push(event);
    for (const look of [...this.#waiting]) look();
  }

  get types() {
    return this.#all.map((event) => event.type);
  }

  of(type) {
    return this.#all.filter((event) => event.type === type);
  }

  /** The next event of a type for which something holds; those before it count as seen. */
  until(type, holds = () => true) {
    return new Promise((resolve, reject) => {
      const look = () => {
        for (let i = this.#seen; i < this.#all.length; i++) {
          if (this.#all[i].type === type && holds(this.#all[i])) {
            this.#seen = i + 1;
            this.#waiting.delete(look);
            clearTimeout(patience);
            resolve(this.#all[i]);
            return;
          }
        }
      };
      const patience = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`no ${type} came; last: ${this.types.slice(-12).join(', ')}`));
      }, PATIENCE_MS);
      this.#waiting.add(look);
      look();
    });
  }
}

/** @param scenarios functions by their names */
export async function run(scenarios) {
  await Promise.all(
    Object.entries(scenarios).map(async ([scenario, play]) => {
      try {
        await play();
        console.log(JSON.stringify({ scenario, passed: true }));
      } catch (failure) {
        console.log(JSON.stringify({ scenario, passed: false, why: failure.stack ?? `${failure}` }));
      }
    }),
  );
  process.exit(0);
}
