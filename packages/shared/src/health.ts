/** Verdict on the game, drawn from diagnostics (GAN.md §3). `unknown` until enough steps were seen. */
export const healthVerdicts = [
  'unknown',
  'ok',
  'd-wins',
  'g-wins',
  'collapse',
  'oscillating',
  'diverged',
  'd-overfit',
  'stalled',
] as const;
export type Health = (typeof healthVerdicts)[number];
