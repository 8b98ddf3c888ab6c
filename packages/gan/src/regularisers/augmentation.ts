import {
  abs,
  add,
  cast,
  floor,
  less,
  matMul,
  mean,
  mul,
  range,
  relu,
  reshape,
  type Scalar,
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

interface Draws {
  readonly change: DrawKey;
  /** Each kind of change happens to this share of the images alone (Karras et al. 2020, section 2.2), 0 to 1. */
  readonly only?: { readonly share: Scalar; readonly key: DrawKey };
}

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
  { change, only }: Draws,
): Tensor2D {
  const batch = images.shape[0];
  const u = random.uniform([batch, draws], change);
  const changes = only && cast(less(random.uniform([batch, 3], only.key), only.share), 'float32');
  const onSome = (kind: number, changed: Tensor3D, as: Tensor3D) =>
    changes === undefined
      ? changed
      : either(reshape(slice(changes, [0, kind], [batch, 1]), [batch, 1, 1]), changed, as);
  const drawn = (index: number) => reshape(slice(u, [0, index], [batch, 1]), [batch, 1, 1]);
  let x = reshape(images, [batch, height * width, channels]) as Tensor3D;
  if (kinds.includes('color')) x = onSome(0, colored(x, drawn), x);
  x = reshape(x, [batch, height, width * channels]) as Tensor3D;
  if (kinds.includes('translation')) {
    const down = matMul(shift(height, drawn(0)), x) as Tensor3D;
    const moved = (columns: Tensor3D) => matMul(shift(width, drawn(1)), columns) as Tensor3D;
    x = onSome(1, acrossWidth(down, { height, width, channels }, moved), x);
  }
  if (kinds.includes('cutout')) {
    const rows = hole(height, drawn(2));
    const columns = reshape(hole(width, drawn(3)), [batch, 1, width, 1]);
    const mask = sub(1, mul(reshape(rows, [batch, height, 1, 1]), columns));
    const cut = reshape(mul(reshape(x, [batch, height, width, channels]), mask), x.shape) as Tensor3D;
    x = onSome(2, cut, x);
  }
  return reshape(x, images.shape) as Tensor2D;
}

/** `changed` where `which` is 1, `x` where it is 0. */
function either(which: Tensor, changed: Tensor3D, x: Tensor3D): Tensor3D {
  return add(mul(changed, which), mul(x, sub(1, which))) as Tensor3D;
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
