/** A value that a sweep can set: everything in a resolved configuration is one of these. */
export type Scalar = number | string | boolean;

interface HyperparameterText {
  /** snake_case, as written in a sweep file, e.g. `lr_ratio`. */
  readonly name: string;
  /** Short name for a table header or axis. */
  readonly label: string;
  /** '' where the number has none. */
  readonly unit: string;
  /** One sentence: what it does to the game and why one would turn it. */
  readonly why: string;
  /** Balance knobs are offered first as axes of the balance map. */
  readonly balance?: boolean;
  /** Decides what is in a checkpoint: one of another value does not fit, so population based training cannot vary it. */
  readonly structural?: boolean;
  /** Decides only what is looked at, or how long it takes: no result depends on it. */
  readonly observes?: true;
  /** Only meaningful for these losses; elsewhere setting it is refused. Absent = always. */
  readonly onlyForLosses?: readonly string[];
  /**
   * It stretches over the whole training (a schedule), so what a step computes depends on the last step. Only with this
   * value it does not. Absent = never does.
   */
  readonly untilLastStep?: { readonly neutral: Scalar };
}

export interface FloatHyperparameter extends HyperparameterText {
  readonly kind: 'float';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly scale: 'linear' | 'log';
}

export interface IntHyperparameter extends HyperparameterText {
  readonly kind: 'int';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly scale: 'linear' | 'log';
}

export interface ChoiceHyperparameter extends HyperparameterText {
  readonly kind: 'choice';
  readonly default: string;
  readonly choices: readonly string[];
}

export interface BooleanHyperparameter extends HyperparameterText {
  readonly kind: 'boolean';
  readonly default: boolean;
}

export type Hyperparameter = FloatHyperparameter | IntHyperparameter | ChoiceHyperparameter | BooleanHyperparameter;

/** Why `value` does not fit, in words ("expected a number from 0 to 1, got 3"), or undefined when it fits. */
export function misfit(parameter: Hyperparameter, value: unknown): string | undefined {
  switch (parameter.kind) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `expected true or false, got ${show(value)}`;
    case 'choice':
      return typeof value === 'string' && parameter.choices.includes(value)
        ? undefined
        : `expected one of ${parameter.choices.join(', ')}, got ${show(value)}`;
    case 'int':
    case 'float': {
      const noun = parameter.kind === 'int' ? 'a whole number' : 'a number';
      const range = `${noun} from ${parameter.min} to ${parameter.max}`;
      if (typeof value !== 'number' || !Number.isFinite(value)) return `expected ${range}, got ${show(value)}`;
      if (parameter.kind === 'int' && !Number.isInteger(value)) return `expected ${range}, got ${value}`;
      return value >= parameter.min && value <= parameter.max ? undefined : `expected ${range}, got ${value}`;
    }
  }
}

function show(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
