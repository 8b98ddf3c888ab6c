import { crc32, deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { interfaceColours } from './interfaceColours.ts';
import { paletteOf } from './palette.ts';

/** Colours beside those of the interface: letters with soft edges do not look different with the first; ten thousand dots and lines, which are large, are given fewer. */
const palettes = [40, 28, 22] as const;
const largeBytes = 72_000;
/** Levels of grey in samples: their noise, which is none of the interface's colours, takes nearly all the bytes of large pictures. */
const greys = 5;
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * The same picture with a palette: a third of the bytes or less, and hardly a difference that a person sees.
 *
 * Written here because pngjs, which the project has, writes no palettes, and what else is on npm does not fit: sharp and imagemin
 * bring binaries of their own, upng-js and image-q have been left alone for years. The palette, in which what means something keeps
 * its colour exactly, would be ours in any case.
 */
export function smallPng(bytes: Uint8Array): Uint8Array {
  const { width, height, data } = PNG.sync.read(bytes);
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  posterizeGreys(pixels);
  const [first, ...fewer] = palettes;
  let small = encode(pixels, width, height, first);
  for (const most of fewer) if (small.length > largeBytes) small = encode(pixels, width, height, most);
  return small;
}

function encode(pixels: Uint32Array, width: number, height: number, mostOthers: number): Uint8Array {
  const { colours, placeOf } = paletteOf(pixels, mostOthers, interfaceColours);
  // Each row begins with the name of its filter: none, as neighbours in a palette are no neighbours in colour.
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = placeOf.get(pixels[y * width + x]!)!;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a pixel, which are places in the palette.
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk(
      'PLTE',
      Buffer.from(colours.flatMap((colour) => [colour & 255, (colour >>> 8) & 255, (colour >>> 16) & 255])),
    ),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** Only what has no colour at all, as samples of digits: the greys of the interface have a little blue. */
function posterizeGreys(pixels: Uint32Array): void {
  const step = 255 / (greys - 1);
  for (let at = 0; at < pixels.length; at += 1) {
    const [red, green, blue] = [pixels[at]! & 255, (pixels[at]! >>> 8) & 255, (pixels[at]! >>> 16) & 255];
    if (red !== green || green !== blue) continue;
    const grey = Math.round(Math.round(red / step) * step);
    pixels[at] = (0xff000000 | (grey << 16) | (grey << 8) | grey) >>> 0;
  }
}
