/**
 * Peak signal-to-noise ratio in dB: 10 log₁₀(range² / mean (a − b)²). `range` is the distance from black to white, 2 for
 * pixels in [−1, 1]. Infinite for equal images, NaN when a pixel is.
 */
export function psnr(a: Float32Array, b: Float32Array, range: number): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return 10 * Math.log10((range * range * a.length) / sum);
}
