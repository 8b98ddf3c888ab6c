/** The distribution names of Weights & Biases sweeps and the keys each one takes. */
export type DistributionForm =
  | { readonly kind: 'constant' }
  | { readonly kind: 'categorical' }
  | {
      readonly kind: 'range';
      readonly whole: boolean;
      readonly scale: 'linear' | 'log' | 'inverse-log';
      /** `exponent`: the file gives ln of the bounds (of 1/x for inverse-log). */
      readonly bounds: 'value' | 'exponent';
      readonly quantized: boolean;
    }
  | { readonly kind: 'normal'; readonly scale: 'linear' | 'log'; readonly quantized: boolean }
  | { readonly kind: 'beta'; readonly quantized: boolean };

export const distributions: Readonly<Record<string, DistributionForm>> = {
  constant: { kind: 'constant' },
  categorical: { kind: 'categorical' },
  categorical_w_probabilities: { kind: 'categorical' },
  int_uniform: range('linear', 'value', { whole: true }),
  uniform: range('linear', 'value'),
  q_uniform: range('linear', 'value', { quantized: true }),
  log_uniform: range('log', 'exponent'),
  log_uniform_values: range('log', 'value'),
  q_log_uniform: range('log', 'exponent', { quantized: true }),
  q_log_uniform_values: range('log', 'value', { quantized: true }),
  inv_log_uniform: range('inverse-log', 'exponent'),
  inv_log_uniform_values: range('inverse-log', 'value'),
  normal: { kind: 'normal', scale: 'linear', quantized: false },
  q_normal: { kind: 'normal', scale: 'linear', quantized: true },
  log_normal: { kind: 'normal', scale: 'log', quantized: false },
  q_log_normal: { kind: 'normal', scale: 'log', quantized: true },
  beta: { kind: 'beta', quantized: false },
  q_beta: { kind: 'beta', quantized: true },
};

export const distributionNames: readonly string[] = Object.keys(distributions);

/** The keys that belong to a form, beside `distribution` itself. */
export function keysOf(form: DistributionForm): readonly string[] {
  switch (form.kind) {
    case 'constant':
      return ['value'];
    case 'categorical':
      return ['values', 'probabilities', 'ordered'];
    case 'range':
      return form.quantized ? ['min', 'max', 'q'] : ['min', 'max'];
    case 'normal':
      return form.quantized ? ['mu', 'sigma', 'q'] : ['mu', 'sigma'];
    case 'beta':
      return form.quantized ? ['a', 'b', 'q'] : ['a', 'b'];
  }
}

function range(
  scale: 'linear' | 'log' | 'inverse-log',
  bounds: 'value' | 'exponent',
  form: { readonly whole?: boolean; readonly quantized?: boolean } = {},
): DistributionForm {
  return { kind: 'range', whole: form.whole ?? false, scale, bounds, quantized: form.quantized ?? false };
}
