/**
 * Every threshold of the verdicts. Set on seeds 0 to 4 of the labelled test bed and held against later ones
 * (docs/gan/diagnostics.md); `npm run bench -- verdicts` measures them again.
 */
export const thresholds = {
  /** W is at least so many steps, … */
  windowSteps: 200,
  /** … this share of the run, … */
  windowShare: 0.02,
  /** … and as long as so many rows. */
  windowRows: 4,

  /** What the rules say becomes the verdict, and the verdict ends, when it lasts for this share of W. */
  holdShare: 0.5,

  /** diverged: a gradient norm this many times its median over as many windows as progress is judged over, … */
  divergedNorm: 100,
  /** … and this many times all that the first W had: where a gradient had nearly vanished, a hundred times that is little. */
  divergedNormOfFirst: 10,

  /** collapse: coverage below this share of its best … */
  collapseCoverage: 0.6,
  /** … while precision keeps this share of what it was then. */
  collapsePrecision: 0.9,
  /** collapse: this share of the samples has a near-duplicate beside it, at the last two evaluations. */
  collapseDuplicates: 0.8,

  /** How eval/score moves is judged over so many windows, … */
  progressWindows: 4,
  /** … and over so many evaluations. */
  progressEvaluations: 5,
  /** It gets nowhere where it is better by less than this share … */
  noGain: { 'eval/score': 0.15, 'eval/swd': 0.25 },
  /** … and is above this share of its first value: not good. */
  notGood: { 'eval/score': 0.5, 'eval/swd': 0.5 },

  /** d-wins: D right on more than this share of each kind over W, and … */
  dWinsAccuracy: 0.95,
  /** … the gradient of G below this share of its median in the first W, or eval/score that gets nowhere. */
  dWinsGradient: 0.1,

  /** g-wins: D finds fewer fakes than this over W, with eval/score that is not good; or … */
  gWinsAccuracyOnFake: 0.2,
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

  /** oscillating: D's lead changes sides of its trend so often, … */
  oscillatingTurns: 5,
  /** … by this share of its size (medians), … */
  oscillatingSwing: 0.35,
  /** … in the newest half of that time by this share of its size then, … */
  oscillatingNow: 0.25,
  /** … and the score of held-out real samples by this share of it, while eval/score gets nowhere. */
  oscillatingRealSwing: 0.05,

  /** stalled: eval/score better or worse by less than this share, and not good; or … */
  stalledGain: 0.03,
  /** … the updates of each player in W, and in the first W, below this share of the length of its weights. */
  stillPath: 0.01,
} as const;
