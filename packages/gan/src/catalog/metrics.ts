import type { MetricEntry } from '@seesaw/shared/catalog';

/** Every recipe reports these. Scores are means of D's output (a logit, high = real). */
export const gameMetrics: readonly MetricEntry[] = [
  none('train/d_loss', 'D loss', '', 'Loss of D in the last update of the step.'),
  none('train/g_loss', 'G loss', '', 'Loss of G in the last update of the step.'),
  none('balance/real_score', 'real score', 'logit', 'Mean output of D on held-out real samples.'),
  none('balance/fake_score', 'fake score', 'logit', 'Mean output of D on fresh generated samples.'),
  none(
    'balance/d_acc_real',
    'D accuracy, real',
    'share',
    'Share of held-out real samples that D calls real; only where the loss has a threshold.',
  ),
  none(
    'balance/d_acc_fake',
    'D accuracy, fake',
    'share',
    'Share of generated samples that D calls fake; only where the loss has a threshold.',
  ),
  none(
    'balance/d_acc_paired',
    'D accuracy, pairs',
    'share',
    'Share of pairs in which D gives the real sample the higher answer; only where the loss compares the two.',
  ),
  none(
    'balance/d_gap',
    'D train − held-out',
    'logit',
    'Mean output of D on real samples it learns from, less that on held-out ones: above 0 it knows them by heart; images only, points never come twice.',
  ),
  none(
    'balance/r_t',
    'r_t',
    '−1–1',
    'E sign D(x) on real samples it learns from, of points on held-out ones: near 1 D calls them all real; only where the loss has a threshold.',
  ),
  none(
    'balance/jsd',
    'JSD estimate',
    'nats',
    '(2 ln 2 − L_D) / 2 on held-out real and generated samples: a lower bound of the Jensen–Shannon divergence, at most 0.693; only for losses that are cross-entropy.',
  ),
  none(
    'balance/d_advantage',
    'D advantage',
    'share',
    '1 − L_D / (2 ln 2) on held-out real and generated samples: 0 where D knows nothing, 1 where it is sure and right; only for losses that are cross-entropy.',
  ),
  none(
    'balance/slope_real',
    'slope of D, real',
    'logit',
    'Mean ‖∇ₓD‖ at held-out real samples, at evaluations: what gradient penalties hold down.',
  ),
  none(
    'balance/slope_fake',
    'slope of D, fake',
    'logit',
    'Mean ‖∇ₓD‖ at generated samples, at evaluations: what G is told by.',
  ),
  none(
    'balance/update_ratio_d',
    'D update / weights',
    'share',
    'How far the last step moved D’s weights, as a share of their length: about 0.001 is usual, 0.1 is wild.',
  ),
  none(
    'balance/update_ratio_g',
    'G update / weights',
    'share',
    'How far the last step moved G’s weights, as a share of their length.',
  ),
  none(
    'balance/grad_norm_d',
    'D gradient norm',
    '',
    'Length of the last gradient of D: near 0 it has stopped learning.',
  ),
  none(
    'balance/grad_norm_g',
    'G gradient norm',
    '',
    'Length of the last gradient of G: near 0 D no longer tells it anything.',
  ),
  none(
    'balance/d_trained',
    'D trained',
    'share',
    'Share of the last steps, about a hundred, in which the controller let D be trained.',
  ),
  none(
    'balance/g_trained',
    'G trained',
    'share',
    'Share of the last steps, about a hundred, in which the controller let G be trained.',
  ),
  none('balance/d_rate', 'D rate factor', '×', 'What the controller multiplies the learning rate of D by.'),
  none('balance/g_rate', 'G rate factor', '×', 'What the controller multiplies the learning rate of G by.'),
  none('balance/knob', 'knob', 'share', 'What the controller turns: p of ada, k of began.'),
  none(
    'eval/duality_gap',
    'duality gap',
    '',
    'What both players could still lower their loss by in 2 updates while the other stands still, on held-out samples: near 0 neither has anywhere to go.',
  ),
  none(
    'eval/duplicates',
    'near-duplicates',
    'share',
    'Share of 256 generated samples with another one nearer than 99 % of real samples have: 0.01 for a perfect G, near 1 where G repeats itself.',
  ),
  none('system/steps_per_s', 'speed', 'steps/s', 'Steps of the game per second of training.'),
];

export const pointMetrics: readonly MetricEntry[] = [
  minimize(
    'eval/score',
    'score',
    '',
    'Reverse KL of the mode histogram + (1 − high-quality share); 0.011 for a perfect sampler.',
  ),
  maximize('eval/modes', 'modes', '', 'Modes with at least one sample within 3σ, of 8 on the ring and 25 on the grid.'),
  maximize(
    'eval/modes_held',
    'modes held',
    '',
    'Modes with at least 3 % of the samples within 3σ, of 8 on the ring and 25 on the grid, where 4 % is even.',
  ),
  maximize(
    'eval/hq_share',
    'high quality',
    'share',
    'Share of samples within 3σ of a mode; a perfect sampler reaches 0.9889, not 1.',
  ),
  minimize(
    'eval/reverse_kl',
    'reverse KL',
    'nats',
    'How unevenly the high-quality samples fall on the modes; 0 is even.',
  ),
  minimize(
    'eval/swd',
    'sliced Wasserstein',
    '',
    'Mean distance of 2,000 samples and as many points of the data along 16 directions of the plane: falls before any mode is reached.',
  ),
];

export const functionMetrics: readonly MetricEntry[] = [
  minimize('eval/score', 'score', '', 'Value of the function at the point of the trial, with its noise.'),
  minimize('eval/score2', 'second score', '', 'Second value of a function that has several.'),
  minimize('eval/score3', 'third score', '', 'Third value of a function that has several.'),
];

/** Data sets of which the project's own classifier knows the labels; own images may have some. */
const digits = ['mnist-10k', 'mnist-70k'];
const labelled = [...digits, 'idx', 'image-folder'];
const stacked = ['stacked-mnist'];

export const imageMetrics: readonly MetricEntry[] = [
  minimize('eval/score', 'score', '', 'The Fréchet distance: the default objective.'),
  minimize(
    'eval/frechet',
    'Fréchet',
    '',
    'Fréchet distance to the held-out images on features of a small net trained here on the same data: a classifier where images have labels, else an autoencoder; not comparable with Inception FID.',
  ),
  minimize(
    'eval/kid',
    'KID',
    '',
    'Unbiased kernel distance to the held-out images on the same features: about 0 for real ones, so it may be below 0.',
  ),
  maximize(
    'eval/precision',
    'precision',
    'share',
    'Share of samples that lie where real images do (k = 5): how good they look, whatever is missing.',
  ),
  maximize(
    'eval/recall',
    'recall',
    'share',
    'Share of real images that lie where samples do (k = 5): how much of the data G can make.',
  ),
  maximize(
    'eval/density',
    'density',
    '',
    'Real neighbourhoods a sample lies in, over k = 5: about 1 for real images, above where G stays with the most usual ones.',
  ),
  maximize(
    'eval/coverage',
    'coverage',
    'share',
    'Share of real images with a sample among their k = 5 nearest: falls when modes are lost.',
  ),
  minimize(
    'eval/swd',
    'sliced Wasserstein',
    '',
    'Mean distance of samples and held-out images along 128 fixed directions of the features.',
  ),
  only(
    labelled,
    maximize(
      'eval/classifier_score',
      'classifier score',
      '',
      'exp E KL(p(y|x) ‖ p(y)) of the small classifier, from 1 to the number of labels: sharp and varied images score high.',
    ),
  ),
  only(
    labelled,
    maximize(
      'eval/classifier_confidence',
      'confidence',
      'share',
      'Mean probability of the most likely label: how readable the samples are.',
    ),
  ),
  only(
    stacked,
    maximize(
      'eval/modes',
      'modes',
      'of 1000',
      'Triples of digits that some sample shows, as the classifier reads its channels; of n even samples 1000 (1 − 0.999ⁿ).',
    ),
  ),
  only(
    stacked,
    minimize(
      'eval/reverse_kl',
      'reverse KL',
      'nats',
      'How unevenly the samples fall on the triples of digits; 0 is even.',
    ),
  ),
  only(
    digits,
    maximize('eval/classes_held', 'digits held', 'of 10', 'Digits that make up at least 3 % of the samples.'),
  ),
  only(
    digits,
    maximize(
      'eval/least_class_share',
      'rarest digit',
      'share',
      'Share of the samples that show the digit shown least; 0.1 is even.',
    ),
  ),
  only(
    labelled,
    maximize(
      'eval/label_accuracy',
      'label accuracy',
      'share',
      'Share of generated images that the small classifier gives the label G was asked for; only where condition tells labels.',
    ),
  ),
];

/** For a recipe that trains on points of the ring or on digits. */
export const ringOrMnistMetrics: readonly MetricEntry[] = [
  minimize(
    'eval/score',
    'score',
    '',
    'On points reverse KL of the mode histogram + (1 − high-quality share), on images the Fréchet distance.',
  ),
  ...withoutScore(pointMetrics).map((metric) => only(['ring'], metric)),
  ...withoutScore(imageMetrics)
    .filter(({ datasets }) => datasets !== stacked)
    .map((metric) => only(digits, metric)),
];

function withoutScore(metrics: readonly MetricEntry[]): readonly MetricEntry[] {
  return metrics.filter(({ name }) => name !== 'eval/score');
}

/** Reported where one of these is trained on, and nowhere else. */
function only(datasets: readonly string[], metric: MetricEntry): MetricEntry {
  return { ...metric, datasets };
}

function none(name: string, label: string, unit: string, why: string): MetricEntry {
  return { name, label, goal: 'none', unit, why };
}

function minimize(name: string, label: string, unit: string, why: string): MetricEntry {
  return { name, label, goal: 'minimize', unit, why };
}

function maximize(name: string, label: string, unit: string, why: string): MetricEntry {
  return { name, label, goal: 'maximize', unit, why };
}
