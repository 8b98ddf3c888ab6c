/** How the steps of a trial run: operation by operation, as one TensorFlow graph, or that graph compiled by XLA. */
export const executionModes = ['eager', 'graph', 'xla'] as const;
export type ExecutionMode = (typeof executionModes)[number];

/** What a configuration may ask for; `auto` leaves the mode to the device. */
export const executionChoices = ['auto', ...executionModes] as const;
export type ExecutionChoice = (typeof executionChoices)[number];
