/**
 * Every threshold of the verdicts. Begun with GAN.md's, set on seeds 0 and 1 of the labelled test bed and held against seeds 2 to 4
 * (docs/gan/diagnostics.md); `npm run bench -- verdicts` measures them again.
 */
export const thresholds = {
  /** W is at least so many steps, … */
  windowSteps: 200,
  /** … this share of the run, … */
  windowShare: 0.02,
  /** … and as long as so many rows. */
  windowRows: 6,

  /** diverged: a gradient norm this many times its median so far, … */
  divergedNorm: 100,
  /** … and this many times all that the first W had: where a gradient had nearly vanished, a hundred times that is little. */
  divergedNormOfFirst: 10,

  /** collapse: coverage below this share of its best … */
  collapseCoverage: 0.6,
  /** … while precision keeps this share of what it was then. */
  collapsePrecision: 0.9,
  /** collapse: this share of the samples has a near-duplicate beside it, at the last two evaluations. */
  collapseDuplicates: 0.8,

  /** How eval/score moves is judged over so many windows … */
  progressWindows: 5,
  /** … with so many evaluations or more. */
  progressEvaluations: 3,

  /** d-wins: D right on more than this share of each kind over W, and … */
  dWinsAccuracy: 0.95,
  /** … the gradient of G below this share of its median in the first W, or … */
  dWinsGradient: 0.1,
  /** … eval/score better by less than this share … */
  dWinsGain: 0.03,
  /** … and still above this share of its first value. */
  dWinsLeft: 0.5,

  /** g-wins: D finds fewer fakes than this over W … */
  gWinsAccuracyOnFake: 0.2,
  /** … with eval/score above this share of its first value; or … */
  gWinsLeft: 0.5,
  /** … is right on a share of each kind within this range … */
  gWinsUndecided: [0.4, 0.6],
  /** … while eval/score is this many times its best. */
  gWinsScore: 2,

  /** d-overfit: r_v, of the way from generated to training samples the share that lies above held-out ones, over so many windows … */
  dOverfitWindows: 3,
  /** … on average above this, and … */
  dOverfitMean: 0.2,
  /** … above this in the newest. */
  dOverfitNow: 0.3,

  /** oscillating: the fake score changes sides of its trend so often, … */
  oscillatingTurns: 6,
  /** … by this share of its distance from the real score (standard deviation), … */
  oscillatingSwing: 0.3,
  /** … the score of held-out real samples, which are always the same ones, by this share of it, … */
  oscillatingRealSwing: 0.2,
  /** … and eval/score is better by less than this share … */
  oscillatingGain: 0.3,
  /** … and still above this share of its first value. */
  oscillatingLeft: 0.4,

  /** stalled: eval/score better or worse by less than this share … */
  stalledGain: 0.03,
  /** … and still above this share of its first value. */
  stalledLeft: 0.5,
} as const;
