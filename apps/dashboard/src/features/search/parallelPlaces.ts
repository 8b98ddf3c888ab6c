/** Where things stand in parallel coordinates, in CSS pixels. */
export const height = 400;
export const top = 52;
/** Of the lowest value; the place of trials without one is below. */
export const bottom = height - 40;

export function axisPlace(index: number, count: number, width: number): number {
  const room = 60;
  return count < 2 ? width / 2 : room + (index * Math.max(0, width - 2 * room)) / (count - 1);
}

export function yOf(place: number, isFlipped: boolean): number {
  // What has no value stays below, whichever way the axis is turned.
  const turned = isFlipped && place >= 0 ? 1 - place : place;
  return place < 0 ? bottom + 22 : bottom - turned * (bottom - top);
}

export function valueAtY(y: number, isFlipped: boolean): number {
  const place = (bottom - y) / (bottom - top);
  if (place < -0.03) return Math.max(-0.15, place * 2);
  return isFlipped ? 1 - Math.min(1.02, place) : Math.min(1.02, place);
}
