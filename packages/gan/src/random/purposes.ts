/**
 * What random numbers are drawn for. The number enters the key, so draws for different purposes are independent and
 * adding a purpose changes no existing run. Never renumber.
 */
export const purposes = {
  'weights-g': 1,
  'weights-d': 2,
  'batch-order': 3,
  'ring-mode': 4,
  'ring-noise': 5,
  'z-for-d': 6,
  'z-for-g': 7,
  interpolation: 8,
  'z-for-log': 9,
  'z-for-eval': 10,
  'z-for-sample': 11,
  'held-out-mode': 12,
  'held-out-noise': 13,
  'feature-weights': 14,
  'feature-order': 15,
  'feature-shift': 16,
  'dragan-noise': 17,
  'noise-d-real': 18,
  'noise-d-fake': 19,
  'noise-g-real': 20,
  'noise-g-fake': 21,
  'augment-d-real': 22,
  'augment-d-fake': 23,
  'augment-g-real': 24,
  'augment-g-fake': 25,
  spectral: 26,
  dropout: 27,
  'z-reference': 28,
  'ada-d-real': 50,
  'ada-d-fake': 51,
  'ada-g-real': 52,
  'ada-g-fake': 53,
  'slice-direction': 60,
  'z-for-person': 65,
} as const;

export type Purpose = keyof typeof purposes;
