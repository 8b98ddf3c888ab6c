/**
 * The label that sample 0, 1, … of an evaluation is made for: all of one label, then all of the next, each equally often (± 1). In
 * turns they would meet the even spacing of `pairedPlaces`: every tenth of samples that ask for ten labels in turn is of one label.
 */
export function askedLabel(classes: number, sample: number, samples: number): number {
  return Math.floor((sample * classes) / samples);
}
