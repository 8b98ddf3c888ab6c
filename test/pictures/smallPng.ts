import UPNG from 'upng-js';

/** An interface looks the same with the first; ten thousand dots and pictures of noise, which are large, are given fewer. */
const palettes = [200, 64, 40] as const;
const largeBytes = 75_000;
/** Levels of grey in the samples of large pictures: their noise, which is none of the interface's colours, takes nearly all the bytes. */
const greys = 7;

/** The same picture with a palette: a third of the bytes or less, and hardly a difference that a person sees. */
export function smallPng(bytes: Uint8Array): Uint8Array {
  const picture = UPNG.decode(bytes);
  const frames = UPNG.toRGBA8(picture);
  let small = bytes;
  for (const colours of palettes) {
    small = new Uint8Array(UPNG.encode(frames, picture.width, picture.height, colours));
    if (small.length <= largeBytes) break;
    for (const frame of frames) posterizeGreys(new Uint8Array(frame));
  }
  return small;
}

/** Only what has no colour at all, as samples of digits: the greys of the interface have a little blue. */
function posterizeGreys(pixels: Uint8Array): void {
  const step = 255 / (greys - 1);
  for (let at = 0; at < pixels.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(at, at + 3);
    if (red === green && green === blue) pixels.fill(Math.round(Math.round(red / step) * step), at, at + 3);
  }
}
