import { executionChoices } from '@seesaw/shared/executionMode';
import type { Hyperparameter, Scalar } from '@seesaw/shared/hyperparameter';
import { conditionKnobs, type LabelKnob } from './conditions.ts';
import { controllers } from './controllers.ts';
import { choice, count, every, log, unit01, weight, width } from './knobs.ts';
import { latentKnobs, lossKnobs, networkKnobs, type PlayerKnob } from './playerKnobs.ts';
import { regularisers } from './regularisers.ts';

/** What differs between recipes; ranges, units and reasons are the same everywhere. */
export interface RecipeDefaults {
  readonly loss: string;
  readonly losses: readonly string[];
  /** Where one of its data sets has images, knobs that need them are offered. */
  readonly samples: 'points' | 'images';
  readonly lr_d: number;
  readonly lr_ratio: number;
  readonly lr_end: number;
  readonly width_d: number;
  readonly width_ratio: number;
  readonly batch_size: number;
  readonly z_dim: number;
  readonly steps: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly log_every: number;
  readonly sample_every: number;
  readonly eval_every: number;
  readonly eval_samples: number;
  /** Of hyperparameters that most recipes have alike. */
  readonly others?: Readonly<Partial<Record<Usual, Scalar>>>;
}

type Usual =
  | PlayerKnob
  | LabelKnob
  | 'ema_decay'
  | 'r1_gamma'
  | 'penalty_every'
  | 'order'
  | 'depth_d'
  | 'depth_g'
  | 'activation_d'
  | 'optimizer'
  | 'weight_decay';

const activations = ['relu', 'leaky-relu', 'elu', 'selu', 'swish', 'gelu', 'softplus', 'tanh', 'sigmoid', 'maxout'];
const optimizers = ['adam', 'adamw', 'rmsprop', 'sgd'];

const imageSize: Hyperparameter = {
  ...count(
    'image_size',
    'image size',
    0,
    0,
    256,
    'Images get a black frame up to this width and height, so that networks can halve them again and again (28 → 32); 0 leaves them as they are.',
  ),
  unit: 'px',
  structural: true,
};

/** The complete list of hyperparameters, in the order in which people meet them: game, balance, network, training, watching. */
export function hyperparametersOf(defaults: RecipeDefaults): readonly Hyperparameter[] {
  const others: Readonly<Record<string, Scalar>> = defaults.others ?? {};
  return usualOf(defaults).map((parameter) =>
    parameter.name in others ? ({ ...parameter, default: others[parameter.name] } as Hyperparameter) : parameter,
  );
}

function usualOf(defaults: RecipeDefaults): readonly Hyperparameter[] {
  return [
    {
      ...choice(
        'loss',
        'loss',
        defaults.loss,
        defaults.losses,
        'Which game is played: what D is asked to tell apart and what G is paid for.',
      ),
      structural: true,
    },
    {
      ...log(
        'lr_d',
        'D learning rate',
        defaults.lr_d,
        1e-6,
        1,
        'How far one update moves D: the most sensitive balance knob together with lr_ratio.',
      ),
      balance: true,
    },
    {
      ...log(
        'lr_ratio',
        'G/D rate',
        defaults.lr_ratio,
        1 / 64,
        64,
        'G learns this many times as fast as D. Below 1 D keeps ahead, above 1 G does; symmetric around 1 on a log axis.',
      ),
      unit: '×',
      balance: true,
    },
    {
      ...log(
        'lr_end',
        'final rate',
        defaults.lr_end,
        0.001,
        1,
        'Both learning rates fall to this share at the last step, as schedule says: 1 keeps them, less lets the players settle instead of circling.',
      ),
      unit: '×',
      untilLastStep: { neutral: 1 },
    },
    choice(
      'schedule',
      'schedule',
      'linear',
      ['linear', 'cosine'],
      'How both rates fall to lr_end: in a straight line, or slowly first and last.',
    ),
    {
      ...count(
        'd_steps',
        'D steps',
        1,
        1,
        10,
        'Updates of D in one step of the game: more keep D near its best answer, at that many times the cost.',
      ),
      balance: true,
    },
    {
      ...count(
        'g_steps',
        'G steps',
        1,
        1,
        10,
        'Updates of G in one step of the game: more help a G that D has left behind.',
      ),
      balance: true,
    },
    {
      ...choice(
        'order',
        'order',
        'd-first',
        ['d-first', 'g-first', 'simultaneous'],
        'Who moves first; simultaneous takes both gradients before either update and spirals more easily.',
      ),
      balance: true,
    },
    {
      ...count(
        'freeze_d_until',
        'freeze D until',
        0,
        0,
        10_000_000,
        'D keeps its first weights up to this step, so that G has a head start on a judge that does not move; 0 is without.',
      ),
      unit: 'steps',
      balance: true,
    },
    {
      ...choice(
        'controller',
        'controller',
        'none',
        ['none', ...controllers.filter(({ partOf }) => partOf === undefined).map(({ name }) => name)],
        'A rule that changes the balance while training, instead of a setting that stays.',
      ),
      balance: true,
      structural: true,
    },
    ...controllers.flatMap(({ hyperparameters }) => hyperparameters),
    {
      ...width(
        'width_d',
        'D width',
        defaults.width_d,
        'Units in each hidden layer of D: a wider D sees finer differences.',
      ),
      balance: true,
      structural: true,
    },
    {
      ...log(
        'width_ratio',
        'G/D width',
        defaults.width_ratio,
        1 / 16,
        16,
        'G is this many times as wide as D: shifts capacity, and so the balance, without touching learning rates.',
      ),
      unit: '×',
      balance: true,
      structural: true,
    },
    ...lossKnobs,
    {
      ...weight(
        'gp_lambda',
        'penalty λ',
        'Weight of the gradient penalty: holds the slope of D near 1; too small and D runs away, too large and D learns nothing else.',
      ),
      default: 10,
      onlyForLosses: ['wgan-gp', 'wgan-lp', 'dragan'],
    },
    {
      ...weight(
        'began_gamma',
        'BEGAN γ',
        'Error on generated samples as a share of that on real ones that k aims at: low for sharp samples, high for varied ones.',
      ),
      default: 0.5,
      max: 1,
      onlyForLosses: ['began'],
    },
    {
      ...weight('began_rate', 'BEGAN λₖ', 'How fast k follows.'),
      default: 0.001,
      max: 1,
      balance: false,
      onlyForLosses: ['began'],
    },
    ...regularisers
      .filter(({ imagesOnly }) => imagesOnly !== true || defaults.samples === 'images')
      .flatMap(({ hyperparameters }) => hyperparameters),
    count(
      'penalty_every',
      'penalty every',
      1,
      1,
      64,
      'Penalties on the slope of D are taken at every so many steps with so many times the weight: nearly the same effect for less time.',
    ),
    {
      ...count(
        'depth_d',
        'D depth',
        2,
        1,
        8,
        'Hidden layers of D, each of which halves the image where net is conv; an autoencoder has half of them on each side.',
      ),
      unit: 'layers',
      balance: true,
      structural: true,
    },
    {
      ...count('depth_g', 'G depth', 2, 1, 8, 'Hidden layers of G, each of which doubles the image where net is conv.'),
      unit: 'layers',
      balance: true,
      structural: true,
    },
    {
      ...choice(
        'kind_d',
        'D kind',
        'classifier',
        ['classifier', 'autoencoder'],
        'What D is: a classifier gives an answer, an autoencoder rebuilds what it sees and answers by its error (began).',
      ),
      structural: true,
    },
    {
      ...choice(
        'activation_d',
        'D activation',
        'leaky-relu',
        activations,
        'Between the layers of D; smooth ones make a smooth slope.',
      ),
      structural: true,
    },
    {
      ...choice('activation_g', 'G activation', 'relu', activations, 'Between the layers of G.'),
      structural: true,
    },
    ...networkKnobs(defaults.samples),
    ...(defaults.samples === 'images' ? conditionKnobs : []),
    ...(defaults.samples === 'images' ? [imageSize] : []),
    {
      ...count(
        'batch_size',
        'batch',
        defaults.batch_size,
        2,
        4096,
        'Samples per update: larger batches calm the gradients and let D see more modes at once.',
      ),
      unit: 'samples',
      scale: 'log',
    },
    {
      ...count(
        'z_dim',
        'z size',
        defaults.z_dim,
        1,
        1024,
        'Numbers in the latent vector G starts from, drawn as z_distribution and z_scale say.',
      ),
      structural: true,
    },
    ...latentKnobs,
    {
      ...choice('optimizer', 'optimizer', 'adam', optimizers, 'How both players follow their gradients.'),
      structural: true,
    },
    {
      ...weight('weight_decay', 'weight decay', 'Share by which weights shrink per update and learning rate (adamw).'),
      max: 1,
      balance: false,
    },
    unit01(
      'beta1',
      'Adam β₁',
      defaults.beta1,
      'Momentum of the gradient (adam, adamw): high values make the two players overshoot each other, so GANs use 0–0.5.',
    ),
    unit01(
      'beta2',
      'Adam β₂',
      defaults.beta2,
      'Memory of the squared gradient (adam, adamw, rmsprop): how slowly the step size follows a changing gradient.',
    ),
    {
      ...count('steps', 'steps', defaults.steps, 1, 10_000_000, 'Length of the training in steps of the game.'),
      unit: 'steps',
      scale: 'log',
    },
    {
      ...count(
        'seed',
        'seed',
        1,
        0,
        4_294_967_295,
        'Every random draw is a function of this number, the purpose of the draw and the step: same seed, same run.',
      ),
    },
    {
      ...choice(
        'execution',
        'execution',
        'auto',
        executionChoices,
        'How a step runs: operation by operation (eager), as one TensorFlow graph, or that graph compiled by XLA, which takes seconds at first and changes roundings. auto: graph on a CPU, xla on a GPU.',
      ),
      structural: true,
    },
    {
      ...every(
        'log_every',
        'log every',
        defaults.log_every,
        'Steps between two rows of metrics; each row waits for the device.',
      ),
      observes: true,
    },
    {
      ...every(
        'sample_every',
        'sample every',
        defaults.sample_every,
        'Steps between two kept samples, always from the same latent vectors.',
      ),
      observes: true,
    },
    every(
      'eval_every',
      'evaluate every',
      defaults.eval_every,
      'Steps between two evaluations of quality; the last step is always evaluated.',
    ),
    {
      ...count(
        'eval_samples',
        'evaluated samples',
        defaults.eval_samples,
        256,
        100_000,
        'Generated samples that an evaluation looks at: more make eval/score steadier and slower.',
      ),
      unit: 'samples',
      scale: 'log',
    },
  ];
}
