import { cssColour } from './cssColour.ts';

/** Red, green and blue, 0 to 255, of `#rgb`, `#rrggbb`, `rgb(r g b)` or a variable that holds one; black for anything else. */
export function rgbOf(colour: string): readonly [number, number, number] {
  const plain = cssColour(colour);
  const parts = /^rgb\((\d+) (\d+) (\d+)\)$/.exec(plain);
  if (parts !== null) return [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const hex = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(plain)?.[1];
  if (hex === undefined) return [0, 0, 0];
  const wide = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex;
  const part = (place: number) => Number.parseInt(wide.slice(place, place + 2), 16);
  return [part(0), part(2), part(4)];
}
