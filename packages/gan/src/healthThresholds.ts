/** First starting values (GAN.md §3); every threshold of the verdicts stands here. */
export const healthThresholds = {
  /** A window is this share of the rows seen so far, but at least `minRows` rows. */
  windowShare: 0.2,
  minRows: 6,
  /** d-wins: both accuracies of D above this over the window, and … */
  dWinsAccuracy: 0.95,
  /** … the gradient of G below this share of its median in the first window. */
  dWinsGradientShare: 0.1,
  /** g-wins: D finds fewer fakes than this over the window. */
  gWinsAccuracyOnFake: 0.2,
  /** collapse: fewer than this share of the best number of modes held so far … */
  collapseModes: 0.6,
  /** … which must have been at least this. */
  collapseBestModes: 3,
  /** diverged: a gradient norm this many times its running median. */
  divergedNorm: 100,
} as const;
