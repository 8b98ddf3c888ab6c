/** What the supervisor wants of a running segment; filled by messages, read between steps. */
export interface Wishes {
  /** The latest; cancel is never taken back. */
  readonly stop: 'pause' | 'cancel' | undefined;
  readonly held: boolean;
  request(intent: 'pause' | 'cancel'): void;
  hold(held: boolean): void;
  /** Resolves at once, or when a held segment may go on or shall stop. */
  mayGoOn(): Promise<void>;
}

export function createWishes(): Wishes {
  let stop: 'pause' | 'cancel' | undefined;
  let held = false;
  let wake: () => void = () => undefined;
  return {
    get stop() {
      return stop;
    },
    get held() {
      return held;
    },
    request(intent) {
      if (stop !== 'cancel') stop = intent;
      wake();
    },
    hold(next) {
      held = next;
      wake();
    },
    async mayGoOn() {
      while (held && stop === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
