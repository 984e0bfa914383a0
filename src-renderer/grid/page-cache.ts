/**
 * Rows by the page: fetched ahead of the eye, kept while near, thrown away when far. Newest wishes
 * first, so that a scroll across a million rows asks for what is on screen now and not for the way.
 */

/** Some rows and how many there are in all. */
export interface PageOf<R> {
  readonly total: number;
  readonly rows: readonly R[];
}

export type FetchPage<R> = (offset: number, limit: number) => Promise<PageOf<R>>;

export interface PageCacheOptions {
  readonly pageRows: number;
  /** Pages kept, the ones used last. */
  readonly maxPages: number;
  readonly atOnce: number;
}

const defaults: PageCacheOptions = { pageRows: 200, maxPages: 60, atOnce: 2 };

/** A cache over a function that fetches pages. */
export class PageCache<R> {
  readonly #fetch: FetchPage<R>;
  readonly #options: PageCacheOptions;
  readonly #pages = new Map<number, readonly R[]>();
  readonly #flying = new Set<number>();
  readonly #listeners = new Set<() => void>();
  #queue: readonly number[] = [];
  #lastFirst = 0;
  #total: number | undefined;
  #failure: unknown;
  #version = 0;

  constructor(fetch: FetchPage<R>, options: Partial<PageCacheOptions> = {}) {
    this.#fetch = fetch;
    this.#options = { ...defaults, ...options };
  }

  /** Rows in all; undefined before the first answer. */
  get total(): number | undefined {
    return this.#total;
  }

  /** What went wrong last, until it is tried again. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Changes with every answer. */
  readonly version = (): number => this.#version;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** A row that has come. */
  row(index: number): R | undefined {
    const { pageRows } = this.#options;
    return this.#pages.get(Math.floor(index / pageRows))?.[index % pageRows];
  }

  /** Sees to it that these rows (inclusive) come, and their neighbours after them. */
  want(first: number, last: number): void {
    if (this.#failure !== undefined) return;
    const down = first >= this.#lastFirst;
    this.#lastFirst = first;
    const { pageRows } = this.#options;
    this.#queue = pagesFor({ first, last, down, pageRows, total: this.#total });
    for (const page of [...this.#queue].reverse()) this.#touch(page);
    this.#pump();
  }

  /** Forgets a failure; the next wish asks again. */
  readonly retry = (): void => {
    this.#failure = undefined;
    this.#changed();
  };

  #pump(): void {
    for (const page of this.#queue) {
      if (this.#flying.size >= this.#options.atOnce) return;
      if (!this.#pages.has(page) && !this.#flying.has(page)) void this.#load(page);
    }
  }

  async #load(page: number): Promise<void> {
    const { pageRows } = this.#options;
    this.#flying.add(page);
    try {
      const answer = await this.#fetch(page * pageRows, pageRows);
      this.#total = answer.total;
      this.#keep(page, answer.rows);
    } catch (thrown) {
      this.#failure = thrown;
      this.#queue = [];
    }
    this.#flying.delete(page);
    this.#changed();
    this.#pump();
  }

  /** Moves a page to the young end of the map. */
  #touch(page: number): void {
    const rows = this.#pages.get(page);
    if (rows !== undefined && this.#pages.delete(page)) this.#pages.set(page, rows);
  }

  #keep(page: number, rows: readonly R[]): void {
    this.#pages.set(page, rows);
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= this.#options.maxPages) break;
      this.#pages.delete(oldest);
    }
  }

  #changed(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}

interface Wish {
  readonly first: number;
  readonly last: number;
  readonly down: boolean;
  readonly pageRows: number;
  readonly total: number | undefined;
}

/** Pages in view first, then the next one the way we go, then the one behind. */
export function pagesFor({ first, last, down, pageRows, total }: Wish): readonly number[] {
  const from = Math.max(0, Math.floor(first / pageRows));
  const to = Math.max(from, Math.floor(Math.max(last, 0) / pageRows));
  const inView = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  const around = down ? [to + 1, from - 1] : [from - 1, to + 1];
  const exists = (page: number): boolean =>
    page >= 0 && (total === undefined ? page <= to : page * pageRows < Math.max(total, 1));
  return [...inView, ...around].filter(exists);
}
