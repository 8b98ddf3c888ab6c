/** Which `count` of so many members, evenly from all of them: what lies in files has an order, of writers or of labels. */
export function evenPlaces(count: number, members: number): number[] {
  return Array.from({ length: count }, (_, place) => Math.floor((place * members) / count));
}
