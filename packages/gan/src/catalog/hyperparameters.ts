import type {
  ChoiceHyperparameter,
  FloatHyperparameter,
  Hyperparameter,
  IntHyperparameter,
} from '@seesaw/shared/hyperparameter';

/** What differs between recipes; ranges, units and reasons are the same everywhere. */
export interface RecipeDefaults {
  readonly loss: string;
  readonly losses: readonly string[];
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
}

/** The complete list of hyperparameters, in the order in which people meet them: game, balance, network, training, watching. */
export function hyperparametersOf(defaults: RecipeDefaults): readonly Hyperparameter[] {
  return [
    choice(
      'loss',
      'loss',
      defaults.loss,
      defaults.losses,
      'Which game is played: what D is asked to tell apart and what G is paid for.',
    ),
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
        'Both learning rates fall in a straight line to this share at the last step: 1 keeps them, less lets the players settle instead of circling.',
      ),
      unit: '×',
      untilLastStep: { neutral: 1 },
    },
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
    {
      kind: 'float',
      name: 'gp_lambda',
      label: 'penalty λ',
      unit: '',
      default: 10,
      min: 0,
      max: 1000,
      scale: 'linear',
      why: 'Weight of the gradient penalty: holds the slope of D near 1; too small and D runs away, too large and D learns nothing else.',
      balance: true,
      onlyForLosses: ['wgan-gp'],
    },
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
        'Numbers in the latent vector G starts from, drawn from N(0, 1).',
      ),
      structural: true,
    },
    unit01(
      'beta1',
      'Adam β₁',
      defaults.beta1,
      'Momentum of the gradient: high values make the two players overshoot each other, so GANs use 0–0.5.',
    ),
    unit01(
      'beta2',
      'Adam β₂',
      defaults.beta2,
      'Memory of the squared gradient: how slowly the step size follows a changing gradient.',
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
    every(
      'log_every',
      'log every',
      defaults.log_every,
      'Steps between two rows of metrics; each row waits for the device once.',
    ),
    every(
      'sample_every',
      'sample every',
      defaults.sample_every,
      'Steps between two kept samples, always from the same latent vectors.',
    ),
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

function choice(
  name: string,
  label: string,
  value: string,
  choices: readonly string[],
  why: string,
): ChoiceHyperparameter {
  return { kind: 'choice', name, label, unit: '', default: value, choices, why };
}

function log(name: string, label: string, value: number, min: number, max: number, why: string): FloatHyperparameter {
  return { kind: 'float', name, label, unit: '', default: value, min, max, scale: 'log', why };
}

function unit01(name: string, label: string, value: number, why: string): FloatHyperparameter {
  return { kind: 'float', name, label, unit: '', default: value, min: 0, max: 0.99999, scale: 'linear', why };
}

function count(name: string, label: string, value: number, min: number, max: number, why: string): IntHyperparameter {
  return { kind: 'int', name, label, unit: '', default: value, min, max, scale: 'linear', why };
}

function width(name: string, label: string, value: number, why: string): IntHyperparameter {
  return { kind: 'int', name, label, unit: 'units', default: value, min: 4, max: 4096, scale: 'log', why };
}

function every(name: string, label: string, value: number, why: string): IntHyperparameter {
  return { kind: 'int', name, label, unit: 'steps', default: value, min: 1, max: 10_000_000, scale: 'log', why };
}
