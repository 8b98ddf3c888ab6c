import { evenPlaces } from '../data/evenPlaces.ts';

/**
 * Metrics that compare pairs look at this many members: their cost grows with the square, and with 2,000 an evaluation would take
 * twice as long as with none of them, with 1,000 half as long again.
 */
const mostPaired = 1000;

/** Which of so many members those are: evenly spaced over the set. */
export function pairedPlaces(members: number): number[] {
  return evenPlaces(Math.min(members, mostPaired), members);
}
