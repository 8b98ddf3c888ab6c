import type {
  BooleanHyperparameter,
  ChoiceHyperparameter,
  FloatHyperparameter,
  IntHyperparameter,
} from '@seesaw/shared/hyperparameter';

export function choice(
  name: string,
  label: string,
  value: string,
  choices: readonly string[],
  why: string,
): ChoiceHyperparameter {
  return { kind: 'choice', name, label, unit: '', default: value, choices, why };
}

export function log(
  name: string,
  label: string,
  value: number,
  min: number,
  max: number,
  why: string,
): FloatHyperparameter {
  return { kind: 'float', name, label, unit: '', default: value, min, max, scale: 'log', why };
}

export function unit01(name: string, label: string, value: number, why: string): FloatHyperparameter {
  return { kind: 'float', name, label, unit: '', default: value, min: 0, max: 0.99999, scale: 'linear', why };
}

export function count(
  name: string,
  label: string,
  value: number,
  min: number,
  max: number,
  why: string,
): IntHyperparameter {
  return { kind: 'int', name, label, unit: '', default: value, min, max, scale: 'linear', why };
}

export function width(name: string, label: string, value: number, why: string): IntHyperparameter {
  return { kind: 'int', name, label, unit: 'units', default: value, min: 4, max: 4096, scale: 'log', why };
}

export function every(name: string, label: string, value: number, why: string): IntHyperparameter {
  return { kind: 'int', name, label, unit: 'steps', default: value, min: 1, max: 10_000_000, scale: 'log', why };
}

/** A share of something, at which a rule acts. */
export function share(name: string, label: string, value: number, why: string): FloatHyperparameter {
  return {
    kind: 'float',
    name,
    label,
    unit: 'share',
    default: value,
    min: 0,
    max: 1,
    scale: 'linear',
    why,
    balance: true,
  };
}

/** A value of a loss, at which a rule acts. */
export function loss(name: string, label: string, value: number, why: string): FloatHyperparameter {
  return {
    kind: 'float',
    name,
    label,
    unit: '',
    default: value,
    min: -1000,
    max: 1000,
    scale: 'linear',
    why,
    balance: true,
  };
}

/** The weight of something that is added; 0 is without. */
export function weight(name: string, label: string, why: string): FloatHyperparameter {
  return { kind: 'float', name, label, unit: '', default: 0, min: 0, max: 1000, scale: 'linear', why, balance: true };
}

export function onOff(name: string, label: string, why: string): BooleanHyperparameter {
  return { kind: 'boolean', name, label, unit: '', default: false, why, balance: true };
}
