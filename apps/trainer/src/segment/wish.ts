/**
 * What shall become of a running segment. Later entries overrule earlier ones; nothing leads back.
 * - `train`: on to the last step
 * - `hand-back`: this trainer shuts down; checkpoint, then another trainer takes over
 * - `pause` / `cancel`: a person wants so
 * - `stop`: a person wants a checkpoint and then the end, as a result (stopped-early)
 * - `abandon`: another attempt took over, Temporal forgot the segment, or its results cannot be stored: write nothing more
 */
export const wishes = ['train', 'hand-back', 'pause', 'stop', 'cancel', 'abandon'] as const;
export type Wish = (typeof wishes)[number];

export function overrules(next: Wish, current: Wish): boolean {
  return wishes.indexOf(next) > wishes.indexOf(current);
}
