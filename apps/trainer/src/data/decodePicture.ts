import { dataFault } from '@seesaw/gan/data/dataFault';
import { decode as decodeJpeg } from 'jpeg-js';
import { PNG } from 'pngjs';

export interface DecodedPicture {
  readonly width: number;
  readonly height: number;
  /** RGBA, row by row. */
  readonly rgba: Uint8Array;
}

const MOST_MEGAPIXELS = 100;

/**
 * A PNG or JPEG by what is in it, not by its name.
 * @throws SeesawError `data-set` naming `file` where it is another format, or cut off, or damaged
 */
export function decodePicture(bytes: Uint8Array, file: string): DecodedPicture {
  if (begins(bytes, [0x89, 0x50, 0x4e, 0x47])) return whole(file, 'PNG', () => readPng(bytes));
  if (begins(bytes, [0xff, 0xd8, 0xff])) return whole(file, 'JPEG', () => readJpeg(bytes));
  const what = bytes.length === 0 ? 'is empty' : 'is neither a PNG nor a JPEG';
  throw dataFault(file, what, 'Convert it to PNG, or take it out of the folder.');
}

/** A reason for a person. What decoders say is about their insides; it stays the cause. */
class Told extends Error {}

function readPng(bytes: Uint8Array): DecodedPicture {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // The header says how large it is before anything is unpacked.
  if (file.length >= 24 && file.readUInt32BE(16) * file.readUInt32BE(20) > MOST_MEGAPIXELS * 1e6) {
    throw new Told(`it has more than ${MOST_MEGAPIXELS} megapixels`);
  }
  const { width, height, data } = PNG.sync.read(file);
  return { width, height, rgba: data };
}

function readJpeg(bytes: Uint8Array): DecodedPicture {
  // The decoder makes up what is missing at the end.
  if (!endsAfterScan(bytes)) throw new Told('its end is missing');
  const limits = { maxResolutionInMP: MOST_MEGAPIXELS, maxMemoryUsageInMB: 2048 };
  try {
    const { width, height, data } = decodeJpeg(bytes, { useTArray: true, tolerantDecoding: false, ...limits });
    return { width, height, rgba: data };
  } catch (cause) {
    if (String(cause).includes('maxResolutionInMP limit exceeded'))
      throw new Told(`it has more than ${MOST_MEGAPIXELS} megapixels`, { cause });
    throw cause;
  }
}

/** Whether the marker of the end (ff d9) comes after that of the last scan (ff da); inside of a scan neither can stand. */
function endsAfterScan(bytes: Uint8Array): boolean {
  const last = (marker: number) => {
    for (let i = bytes.length - 2; i >= 0; i--) if (bytes[i] === 0xff && bytes[i + 1] === marker) return i;
    return -1;
  };
  return last(0xd9) > last(0xda);
}

function whole(file: string, format: string, read: () => DecodedPicture): DecodedPicture {
  try {
    return read();
  } catch (cause) {
    const reason = cause instanceof Told ? cause.message : 'it is cut off, damaged, or of a kind that is not read';
    throw dataFault(
      file,
      `is no whole ${format} (${reason})`,
      'Replace it, save it again as plain PNG or JPEG, or take it out of the folder.',
      cause,
    );
  }
}

function begins(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}
