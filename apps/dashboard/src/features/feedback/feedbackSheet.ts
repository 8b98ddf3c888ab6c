import type { Picture } from '@seesaw/gan/pictures/picture';
import type { PlainTensor, PlainTensors } from '@seesaw/gan/state/safetensors';

/** Generated images with what D asks of each: −∂L_G/∂image, the way in which G would move every pixel if it could. */
export interface FeedbackSheet {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** [count, height, width, channels] in [−1, 1]. */
  readonly images: Float32Array;
  /** The same shape, as shares of `scale`: 1 is as strong as nearly all requests of the sheet get. */
  readonly requests: Float32Array;
  /** 99th percentile of |−∂L_G/∂pixel|; 0 where D asks for nothing. */
  readonly scale: number;
}

const percentile = 0.99;

/** Undefined where a sample keeps no feedback: points, or pictures from before it was kept. */
export function feedbackSheet({ images, feedback, labels }: PlainTensors): FeedbackSheet | undefined {
  if (images === undefined || feedback === undefined || feedback.shape.length !== 4) return undefined;
  const [count, height, width, channels] = feedback.shape as [number, number, number, number];
  const size = height * width * channels;
  // Where labels are told, feedback is of the first image in the row of each label.
  const every = labels === undefined ? 1 : Math.round((images.shape[0] ?? count) / count);
  const pixels = new Float32Array(count * size);
  for (let i = 0; i < count; i++) pixels.set(part(images, i * every, size), i * size);
  const sizes = Float32Array.from(feedback.data, Math.abs).filter(Number.isFinite).sort();
  const scale = sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * percentile))] ?? 0;
  const requests = Float32Array.from(feedback.data, (slope) =>
    scale === 0 || !Number.isFinite(slope) ? 0 : Math.max(-1, Math.min(1, -slope / scale)),
  );
  return { count, height, width, channels, images: pixels, requests, scale };
}

function part(tensor: PlainTensor, place: number, size: number): Float32Array {
  return Float32Array.from(tensor.data.subarray(place * size, (place + 1) * size));
}

export type FeedbackLook = 'both' | 'request' | 'image';
type Rgb = readonly [number, number, number];

const brighter: Rgb = [23, 160, 100];
const darker: Rgb = [200, 40, 175];
const gap = 1;

/**
 * A square sheet. `follow`: how far the images have gone the way that D asks, as a share of the whole range of a pixel where
 * the request is strongest.
 */
export function drawFeedback(sheet: FeedbackSheet, look: FeedbackLook, follow: number): Picture {
  const { count, height, width, channels } = sheet;
  const columns = Math.ceil(Math.sqrt(count));
  const rows = Math.ceil(count / columns);
  const picture = {
    width: columns * (width + gap) - gap,
    height: rows * (height + gap) - gap,
    rgba: new Uint8ClampedArray((columns * (width + gap) - gap) * (rows * (height + gap) - gap) * 4),
  };
  for (let i = 0; i < count; i++) {
    const left = (i % columns) * (width + gap);
    const top = Math.floor(i / columns) * (height + gap);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const from = ((i * height + y) * width + x) * channels;
        const to = ((top + y) * picture.width + left + x) * 4;
        picture.rgba.set([...pixelOf(sheet, from, look, follow), 255], to);
      }
    }
  }
  return picture;
}

function pixelOf(sheet: FeedbackSheet, from: number, look: FeedbackLook, follow: number): Rgb {
  const { channels, images, requests } = sheet;
  const value = (channel: number) => {
    const at = from + Math.min(channel, channels - 1);
    return ((images[at] ?? 0) + 1) / 2 + follow * (requests[at] ?? 0);
  };
  const colour: Rgb = [255 * value(0), 255 * value(1), 255 * value(2)];
  if (look === 'image') return colour;
  const request = requests.subarray(from, from + channels).reduce((sum, one) => sum + one, 0) / channels;
  const grey = 255 * (value(0) * 0.3 + value(1) * 0.59 + value(2) * 0.11);
  const ground: Rgb = look === 'request' ? [24, 26, 30] : [grey * 0.55, grey * 0.55, grey * 0.55];
  const ink = request > 0 ? brighter : darker;
  const share = Math.abs(request);
  return [0, 1, 2].map((c) => ground[c]! * (1 - share) + ink[c]! * share) as unknown as Rgb;
}
