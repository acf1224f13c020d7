import { StandInError } from './error';
import type { DocumentWindow } from './Window';
import type { Play } from './types';

/** The version of WordApi that a call needs; Word before it answers `ApiNotFound` when the batch is run. */
const isAtLeast = (played: string, needed: string): boolean =>
  played.localeCompare(needed, 'en', { numeric: true }) >= 0;

/**
 * One batch. Nothing happens before `sync`; then the calls run in their order, and the first that fails ends the
 * batch and leaves the rest undone.
 * https://learn.microsoft.com/en-us/office/dev/add-ins/develop/application-specific-api-model
 */
export class Batch {
  private calls: (() => void)[] = [];
  /** How often was synchronised. */
  syncs = 0;

  constructor(
    readonly window: DocumentWindow,
    readonly open: (bytes: Uint8Array) => void,
  ) {}

  get play(): Play {
    return this.window.play;
  }

  queue(needed: string, call: () => void): void {
    const { version } = this.play;
    this.calls.push(() => {
      if (!isAtLeast(version, needed))
        throw new StandInError('ApiNotFound', `This needs WordApi ${needed}; this Word has ${version}.`);
      call();
    });
  }

  async sync(): Promise<void> {
    this.syncs++;
    const calls = this.calls;
    this.calls = [];
    await new Promise((resolve) => setTimeout(resolve, this.play.latency));
    for (const call of calls) call();
  }
}

/** A value that is there after the next sync, as `OfficeExtension.ClientResult`. */
export class Result<T> {
  private known?: { value: T };

  get value(): T {
    if (!this.known)
      throw new StandInError('ValueNotLoaded', 'Call context.sync() before reading the value.');
    return this.known.value;
  }

  set(value: T): void {
    this.known = { value };
  }
}

/**
 * What Office.js calls a client object: a stand-in for something in the document, of which nothing can be read
 * that was not loaded and synchronised.
 * https://learn.microsoft.com/en-us/office/dev/add-ins/develop/application-specific-api-model#load
 */
export abstract class Proxy {
  private readonly loaded = new Map<string, unknown>();

  constructor(protected readonly batch: Batch) {}

  /** Takes names, with commas or in a list. */
  load(names: string | string[]): this {
    const wanted = (typeof names === 'string' ? names.split(',') : names).map((name) => name.trim());
    this.batch.queue('1.1', () => {
      this.fetch(wanted);
    });
    return this;
  }

  /** Reads what was asked for out of the document. */
  abstract fetch(names: string[]): void;

  protected keep(name: string, value: unknown): void {
    this.loaded.set(name, value);
  }

  protected read(name: string): never {
    if (!this.loaded.has(name))
      throw new StandInError(
        'PropertyNotLoaded',
        `The property '${name}' is not available: load it and sync.`,
      );
    return this.loaded.get(name) as never;
  }
}

/** A list of them, of which `items` is loaded like any other property. */
export class List<T extends Proxy> extends Proxy {
  constructor(
    batch: Batch,
    private readonly find: () => T[],
  ) {
    super(batch);
  }

  get items(): T[] {
    return this.read('items');
  }

  fetch(names: string[]): void {
    const items = this.find();
    this.keep('items', items);
    const each = names.filter((name) => name !== 'items').map((name) => name.replace(/^items\//, ''));
    if (each.length) for (const item of items) item.fetch(each);
  }
}
