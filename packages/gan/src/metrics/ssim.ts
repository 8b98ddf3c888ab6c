const windowSize = 11;
const windowSigma = 1.5;
const weights = gaussianWindow();

export interface ImageShape {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** Distance from black to white: 2 for pixels in [−1, 1]. */
  readonly range: number;
}

/**
 * Structural similarity (Wang et al. 2004, equation 13) in [−1, 1], 1 for equal images: Gaussian window of 11 × 11, σ 1.5,
 * K₁ = 0.01, K₂ = 0.03; mean over the places where the window lies inside, and over channels. Images are flat
 * [height, width, channels]. NaN when a pixel is, and for images smaller than the window.
 */
export function ssim(a: Float32Array, b: Float32Array, shape: ImageShape): number {
  let sum = 0;
  for (let channel = 0; channel < shape.channels; channel++) {
    sum += ofPlane(plane(a, channel, shape.channels), plane(b, channel, shape.channels), shape);
  }
  return sum / shape.channels;
}

function ofPlane(a: Float64Array, b: Float64Array, { width, height, range }: ImageShape): number {
  const blur = (values: Float64Array) => blurred(values, width, height);
  const product = (x: Float64Array, y: Float64Array) => x.map((value, i) => value * y[i]!);
  const [meanA, meanB] = [blur(a), blur(b)];
  const [squareA, squareB, both] = [blur(product(a, a)), blur(product(b, b)), blur(product(a, b))];
  const c1 = (0.01 * range) ** 2;
  const c2 = (0.03 * range) ** 2;
  let sum = 0;
  for (let i = 0; i < meanA.length; i++) {
    const [muA, muB] = [meanA[i]!, meanB[i]!];
    const spreadA = squareA[i]! - muA * muA;
    const spreadB = squareB[i]! - muB * muB;
    const together = both[i]! - muA * muB;
    sum += ((2 * muA * muB + c1) * (2 * together + c2)) / ((muA * muA + muB * muB + c1) * (spreadA + spreadB + c2));
  }
  return sum / meanA.length;
}

/** Weighted means at every place where the window lies inside, [height − 10, width − 10]. */
function blurred(values: Float64Array, width: number, height: number): Float64Array {
  const [wide, high] = [Math.max(0, width - windowSize + 1), Math.max(0, height - windowSize + 1)];
  const rows = new Float64Array(height * wide);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < wide; x++) rows[y * wide + x] = weighted(values, y * width + x, 1);
  }
  const both = new Float64Array(high * wide);
  for (let y = 0; y < high; y++) {
    for (let x = 0; x < wide; x++) both[y * wide + x] = weighted(rows, y * wide + x, wide);
  }
  return both;
}

function weighted(values: Float64Array, start: number, stride: number): number {
  let sum = 0;
  for (let k = 0; k < windowSize; k++) sum += weights[k]! * values[start + k * stride]!;
  return sum;
}

function gaussianWindow(): Float64Array {
  const centre = (windowSize - 1) / 2;
  const bell = Float64Array.from({ length: windowSize }, (_, k) =>
    Math.exp(-((k - centre) ** 2) / (2 * windowSigma ** 2)),
  );
  const total = bell.reduce((a, b) => a + b, 0);
  return bell.map((value) => value / total);
}

function plane(image: Float32Array, channel: number, channels: number): Float64Array {
  return Float64Array.from({ length: image.length / channels }, (_, i) => image[i * channels + channel]!);
}
