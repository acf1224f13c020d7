import { replaceEqualDeep } from '@tanstack/react-query';
import { ApiError } from '../../api/error';
import type { AnswerSet, Change } from '../../api/types';
import { released } from '../components/press';
import type { Outbox, Unsent } from '../session/outbox';
import { compared, itemAround, meantStill, merge } from './changes';
import { answerAfter, isWithin } from './path';
import { questionNamed } from './questions';

/** Whether what was typed is kept by the server; if not, why. */
export type Saving = 'saved' | 'saving' | 'offline' | 'failed' | 'signed-out' | 'gone';

/** Why an answer was refused: what the server says of it, in the language of the page, or all that it said. */
export type Refusal = string | ApiError;

/** How the queue reaches the server. */
export interface Transport {
  /** Makes the changes on revision `rev`. */
  change: (rev: number, changes: Change[]) => Promise<AnswerSet>;
  /** The answer set as it is now. */
  reload: () => Promise<AnswerSet>;
}

/** Keys that are struck in one breath make one request. */
const BREATH_MS = 40;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;
/** So often in a row another change may come first before we stop for a while. */
const CONFLICTS = 5;

/**
 * The answers while somebody types. Changes show at once and go to the server one request at a time, so
 * that a late response can never undo a newer answer; what is typed meanwhile is merged and sent next.
 * When another device was first (412) the state is read again and our own changes are made on top of it.
 */
export class Answers {
  #set: AnswerSet;
  #sending: Change[] = [];
  /** What was sent and got no answer: the server may have it. */
  #unsure: Change[] = [];
  #waiting: Change[] = [];
  #refused = new Map<string, { value: unknown; refusal: Refusal }>();
  #saving: Saving = 'saved';
  /** Why it was not saved the last time that it was not. */
  #trouble: ApiError | undefined;
  #stale = false;
  #running = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();
  #transport: Transport | undefined;
  /** Once it is closed, what still waits is for others to send, and it must not undo what they do. */
  #isOpen = false;
  #outbox: Outbox | undefined;
  /** Nothing is kept before what an earlier page left was taken over: it would be in its place. */
  #restored = false;
  #isKept = false;
  #overtaken: readonly string[] = [];

  constructor(set: AnswerSet) {
    this.#set = set;
  }

  /**
   * Talks to the server through `transport` from now on; a second one (another language) reads the state
   * again. What this gives ends that: what still waits is sent once more, without waiting for the outcome.
   */
  connect(transport: Transport): () => void {
    if (this.#transport) this.#stale = true;
    this.#transport = transport;
    this.#isOpen = true;
    if (this.#stale) this.retry();
    return () => {
      this.#isOpen = false;
      clearTimeout(this.#timer);
      void this.#run();
    };
  }

  /**
   * Keeps on this device what the server does not have yet, from now on, and takes over what a page that is gone
   * kept there. What was answered elsewhere meanwhile is newer and stays: see {@link overtaken}.
   */
  async keepIn(outbox: Outbox): Promise<void> {
    const unsent = await outbox.take();
    this.#outbox = outbox;
    this.#restored = true;
    const { fits, overtaken } = compared(unsent, this.#set);
    this.#tell(overtaken);
    this.#waiting = [...fits.map(({ name, value }) => ({ name, value })), ...this.#waiting].reduce<Change[]>(
      merge,
      [],
    );
    this.#keep();
    if (this.#waiting.length > 0) this.retry();
    this.#notify();
  }

  /** Calls back after every change of what the getters give. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** As the server last knew it. */
  get set(): AnswerSet {
    return this.#set;
  }

  get saving(): Saving {
    return this.#saving;
  }

  /** Whether this device keeps what the server does not have yet. */
  get isKept(): boolean {
    return this.#isKept;
  }

  /** Answers that were kept here, and were given anew elsewhere before they could be sent: by name. */
  get overtaken(): readonly string[] {
    return this.#overtaken;
  }

  /** The answer as it shows: the server's, with what it does not know yet on top. */
  answer(name: string, known: unknown): unknown {
    const refused = this.#refused.get(name);
    return refused ? refused.value : answerAfter(name, known, [...this.#sending, ...this.#waiting]);
  }

  /** Why the server would not take the last change of this answer. */
  refusal(name: string): Refusal | undefined {
    return this.#refused.get(name)?.refusal;
  }

  /** Whether a change of exactly this answer is on its way. */
  isChanging(name: string): boolean {
    return [...this.#sending, ...this.#waiting].some((change) => change.name === name);
  }

  /** Answers a question; `null` takes the answer away. */
  change(name: string, value: unknown): void {
    for (const refused of this.#refused.keys()) if (isWithin(refused, name)) this.#refused.delete(refused);
    this.#waiting = merge(this.#waiting, { name, value });
    if (this.#saving === 'saved') this.#saving = 'saving';
    if (this.#failures === 0) this.#schedule(BREATH_MS);
    this.#keep();
    this.#notify();
  }

  /** Tries now what is waiting. */
  retry(): void {
    if (this.#waiting.length > 0) this.#saving = 'saving';
    this.#schedule(0);
  }

  /** Resolves when the server knows everything that was typed so far. Rejects when it cannot be told now. */
  async settled(): Promise<void> {
    if (this.#saving !== 'saved') this.retry();
    await new Promise<void>((resolve, reject) => {
      const look = () => {
        if (this.#saving === 'saving') return;
        stop();
        if (this.#saving === 'saved') resolve();
        else reject(this.#trouble ?? new ApiError(500));
      };
      const stop = this.subscribe(look);
      look();
    });
  }

  #keep(): void {
    if (!this.#restored) return;
    const unsent = [...this.#sending, ...this.#waiting].reduce<Change[]>(merge, []);
    const { state, name: own, template } = this.#set;
    const kept = unsent.map((change): Unsent => {
      const asked = questionNamed(state, change.name);
      return {
        ...change,
        before: asked?.value ?? null,
        item: itemAround(change.name, state),
        title: own ?? template.title,
        label: asked?.label ?? change.name,
      };
    });
    void this.#outbox?.keep(kept).then((isKept) => {
      if (isKept === this.#isKept) return;
      this.#isKept = isKept;
      this.#notify();
    });
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }

  #schedule(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), delay);
  }

  /** Sends until nothing waits. Only ever one of these runs. */
  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    if (this.#waiting.length > 0) this.#saving = 'saving';
    this.#notify();
    let conflicts = 0;
    while (this.#stale || this.#waiting.length > 0) {
      try {
        await this.#step();
        this.#failures = 0;
      } catch (error) {
        const sent = this.#sending;
        this.#sending = [];
        const trouble = error instanceof ApiError ? error : new ApiError(500, undefined, { cause: error });
        if (trouble.trouble === 'invalid' && sent.length > 0) {
          this.#waiting = this.#waiting.reduce(merge, this.#refuse(sent, trouble));
          continue;
        }
        if (trouble.trouble !== 'conflict') this.#unsure = [...this.#unsure, ...sent];
        this.#waiting = this.#waiting.reduce(merge, sent);
        if (trouble.trouble === 'conflict' && ++conflicts < CONFLICTS) this.#stale = true;
        else {
          this.#fail(trouble);
          break;
        }
      }
    }
    this.#running = false;
    if (this.#waiting.length === 0 && !this.#stale) this.#saving = 'saved';
    this.#notify();
  }

  /** One request: the state again when ours is stale, else what waits. */
  async #step(): Promise<void> {
    const transport = this.#transport;
    if (!transport) throw new ApiError(0);
    if (this.#stale) {
      const set = await transport.reload();
      await released();
      const { fits, overtaken } = meantStill(this.#waiting, this.#unsure, this.#set.state, set.state);
      this.#waiting = fits;
      this.#tell(overtaken);
      this.#stale = this.#transport !== transport;
      this.#accept(set);
      return;
    }
    this.#sending = this.#waiting;
    this.#waiting = [];
    const set = await transport.change(this.#set.rev, this.#sending);
    await released();
    this.#sending = [];
    this.#accept(set);
  }

  /** Says which answers were given anew elsewhere. */
  #tell(overtaken: readonly Change[]): void {
    // What was being sent and what waited behind it may be of the same question.
    this.#overtaken = [...new Set([...this.#overtaken, ...overtaken.map(({ name }) => name)])];
  }

  /** What the server says as it was before stays the very same object, so that only what changed is drawn again. */
  #accept(set: AnswerSet): void {
    this.#unsure = [];
    if (set.rev >= this.#set.rev) this.#set = replaceEqualDeep(this.#set, set);
    this.#keep();
    this.#notify();
  }

  /** The server will not take some of the changes: they stay in view with the reason. Gives the others. */
  #refuse(sent: Change[], trouble: ApiError): Change[] {
    const messages = new Map(trouble.errors.map(({ name, message }) => [name, message]));
    const named = sent.some(({ name }) => messages.has(name));
    for (const { name, value } of sent) {
      const refusal = named ? messages.get(name) : trouble;
      const again = this.#waiting.some((change) => isWithin(name, change.name));
      if (refusal !== undefined && !again) this.#refused.set(name, { value, refusal });
    }
    return named ? sent.filter(({ name }) => !messages.has(name)) : [];
  }

  #fail(trouble: ApiError): void {
    const { trouble: kind } = trouble;
    this.#trouble = trouble;
    this.#saving = trouble.gone ? 'gone' : kind === 'offline' || kind === 'signed-out' ? kind : 'failed';
    if (kind !== 'signed-out' && this.#isOpen) {
      this.#schedule(Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures));
    }
    this.#failures += 1;
  }
}
