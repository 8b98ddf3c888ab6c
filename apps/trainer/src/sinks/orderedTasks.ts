/** Runs tasks one after the other in the order they came. After the first failure the rest is dropped. */
export interface OrderedTasks {
  add(task: () => Promise<void>): void;
  /** Resolves when all tasks so far are done; rejects with the failure. */
  settled(): Promise<void>;
}

export function createOrderedTasks(onFailure: (error: unknown) => void): OrderedTasks {
  let failure: { error: unknown } | null = null;
  let last: Promise<void> = Promise.resolve();
  return {
    add(task) {
      last = last.then(async () => {
        if (failure !== null) return;
        try {
          await task();
        } catch (error) {
          failure = { error };
          onFailure(error);
        }
      });
    },
    async settled() {
      let seen: Promise<void>;
      do {
        seen = last;
        await seen;
      } while (seen !== last);
      if (failure !== null) throw failure.error;
    },
  };
}
