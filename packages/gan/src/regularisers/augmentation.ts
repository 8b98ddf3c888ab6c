import {
  abs,
  add,
  floor,
  matMul,
  mean,
  mul,
  range,
  relu,
  reshape,
  slice,
  step,
  sub,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  transpose,
} from '@tensorflow/tfjs-core';
import type { DrawKey, RandomSource } from '../random/randomSource.ts';

export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

export type AugmentationKind = 'color' | 'translation' | 'cutout';

/** Numbers in [0, 1) that one image needs: shift y, x; hole y, x; brightness, saturation, contrast. */
const draws = 7;
/** An image is moved by up to this share of its size … */
const shiftShare = 1 / 8;
/** … and a square hole of this share is cut out of it. */
const holeShare = 1 / 2;

/**
 * Differentiable augmentation (Zhao et al. 2020, table 5): everything that D looks at while training, real and generated, is
 * changed at random in a way that the gradient passes through, so a small data set cannot be learned by heart.
 * `images` [batch, height·width·channels]; uncovered pixels become 0.
 */
export function augmentation(
  images: Tensor2D,
  { height, width, channels }: ImageShape,
  kinds: readonly AugmentationKind[],
  random: RandomSource,
  key: DrawKey,
): Tensor2D {
  const batch = images.shape[0];
  const u = random.uniform([batch, draws], key);
  const drawn = (index: number) => reshape(slice(u, [0, index], [batch, 1]), [batch, 1, 1]);
  let x = reshape(images, [batch, height * width, channels]) as Tensor3D;
  if (kinds.includes('color')) x = colored(x, drawn);
  x = reshape(x, [batch, height, width * channels]) as Tensor3D;
  if (kinds.includes('translation')) {
    x = matMul(shift(height, drawn(0)), x) as Tensor3D;
    x = acrossWidth(x, { height, width, channels }, (columns) => matMul(shift(width, drawn(1)), columns) as Tensor3D);
  }
  if (kinds.includes('cutout')) {
    const rows = hole(height, drawn(2));
    const columns = reshape(hole(width, drawn(3)), [batch, 1, width, 1]);
    const mask = sub(1, mul(reshape(rows, [batch, height, 1, 1]), columns));
    x = reshape(mul(reshape(x, [batch, height, width, channels]), mask), x.shape) as Tensor3D;
  }
  return reshape(x, images.shape) as Tensor2D;
}

/** Brightness ± 0.5, saturation × [0, 2) where there are channels to differ, contrast × [0.5, 1.5). `x` [batch, pixels, channels]. */
function colored(x: Tensor3D, drawn: (index: number) => Tensor): Tensor3D {
  const bright = add(x, sub(drawn(4), 0.5));
  const grey = mean(bright, 2, true);
  const saturated = x.shape[2] === 1 ? bright : add(mul(sub(bright, grey), mul(drawn(5), 2)), grey);
  const middle = mean(saturated, [1, 2], true);
  return add(mul(sub(saturated, middle), add(drawn(6), 0.5)), middle) as Tensor3D;
}

/** Matrices [batch, size, size] that move by a whole number of places: a product, so the gradient comes back the same way. */
function shift(size: number, u: Tensor): Tensor3D {
  const most = Math.round(size * shiftShare);
  const places = sub(floor(mul(u, 2 * most + 1)), most);
  const index = range(0, size);
  const distance = abs(sub(sub(reshape(index, [1, size, 1]), reshape(index, [1, 1, size])), places));
  return relu(sub(1, distance)) as Tensor3D;
}

/** 1 inside the hole, 0 outside, [batch, size, 1]; its centre lies anywhere in the image. */
function hole(size: number, u: Tensor): Tensor {
  const centre = floor(mul(u, size));
  const distance = abs(sub(add(reshape(range(0, size), [1, size, 1]), 0.5), centre));
  return step(sub((size * holeShare) / 2, distance));
}

function acrossWidth(
  x: Tensor3D,
  { height, width, channels }: ImageShape,
  change: (columns: Tensor3D) => Tensor3D,
): Tensor3D {
  const batch = x.shape[0];
  const columns = transpose(reshape(x, [batch, height, width, channels]), [0, 2, 1, 3]);
  const changed = change(reshape(columns, [batch, width, height * channels]) as Tensor3D);
  const rows = transpose(reshape(changed, [batch, width, height, channels]), [0, 2, 1, 3]);
  return reshape(rows, [batch, height, width * channels]) as Tensor3D;
}
