/** Which segments a child trains when. */
export interface Turns {
  /**
   * `work` when its turn comes: together with those of the same group that were taken up last, else behind all that came before.
   * @param group absent for one that trains alone
   */
  take(group: string | undefined, work: () => Promise<void>): void;
}

export function createTurns(): Turns {
  let latest = { group: undefined as string | undefined, begin: Promise.resolve(), end: Promise.resolve() };
  return {
    take(group, work) {
      const joins = group !== undefined && group === latest.group;
      const begin = joins ? latest.begin : latest.end;
      const end = begin.then(work);
      latest = { group, begin, end: joins ? Promise.all([latest.end, end]).then(() => undefined) : end };
    },
  };
}
