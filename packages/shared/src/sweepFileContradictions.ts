import type { Contradiction, FindContradictions, FolderFacts } from './catalog.ts';
import type { Hyperparameter, Scalar } from './hyperparameter.ts';
import type { Dimension, SearchSpace } from './searchSpace.ts';
import { activePart, isActive } from './space/activeAxes.ts';
import { isFeasible } from './space/isFeasible.ts';

/** As many combinations are looked at in full; beyond that every pair of axes is. */
const maxCombinations = 4096;

interface Candidate {
  readonly recipe: string;
  readonly dataset: string;
  readonly folder?: FolderFacts | undefined;
  readonly base: Readonly<Record<string, Scalar>>;
  readonly space: SearchSpace;
  readonly constraints: readonly string[];
  readonly hyperparameters: readonly Hyperparameter[];
}

/**
 * Contradictions that some trial of the sweep would have: each combination of listed values and range ends is looked at.
 * One of each kind (set of fields) is returned. `notes` are for the person, nothing is wrong with them.
 */
export function contradictionsOf(
  sweep: Candidate,
  find: FindContradictions,
): { errors: readonly Contradiction[]; notes: readonly Contradiction[] } {
  const errors = new Map<string, Contradiction>();
  const { unused, found } = lossKnobs(sweep);
  for (const one of found.errors) errors.set(one.fields.join(), one);
  for (const choice of combinations(sweep.space)) {
    const point = activePart(sweep.space, choice);
    if (!isFeasible(sweep.constraints, point)) continue;
    const values = { ...sweep.base, ...point };
    for (const knob of unused) {
      if (!knob.users.includes(String(values.loss))) delete values[knob.name];
    }
    for (const one of find({ recipe: sweep.recipe, dataset: sweep.dataset, values, folder: sweep.folder })) {
      const key = one.fields.join();
      if (!errors.has(key)) errors.set(key, one);
    }
  }
  return { errors: [...errors.values()], notes: found.notes };
}

/** Where the loss varies, a knob of only some of its values is idle in the other trials. */
function lossKnobs(sweep: Candidate): {
  unused: { name: string; users: readonly string[] }[];
  found: { errors: Contradiction[]; notes: Contradiction[] };
} {
  const unused: { name: string; users: readonly string[] }[] = [];
  const found = { errors: [] as Contradiction[], notes: [] as Contradiction[] };
  const axis = sweep.space.find(({ name }) => name === 'loss');
  const losses = axis?.dimension.kind === 'choice' ? axis.dimension.values.map(String) : [];
  for (const { name, onlyForLosses: users, default: standard } of sweep.hyperparameters) {
    if (users === undefined || !losses.some((loss) => users.includes(loss))) continue;
    const varied = sweep.space.find((other) => other.name === name);
    const idle = losses.filter((loss) => !users.includes(loss) && (varied === undefined || isActive(varied, { loss })));
    if (idle.length === 0) continue;
    unused.push({ name, users });
    const which = idle.join(', ');
    if (varied !== undefined) {
      found.errors.push({
        fields: [name, 'loss'],
        message: `${name} varies, but trials with loss ${which} do not use it: they would repeat each other.`,
        suggestion: `Add when: 'loss in (${users.map((loss) => JSON.stringify(loss)).join(', ')})' to ${name}.`,
      });
    } else if (sweep.base[name] !== standard) {
      found.notes.push({
        fields: [name, 'loss'],
        message: `${name} has no effect in trials with loss ${which}.`,
        suggestion: 'Nothing needs to be done.',
      });
    }
  }
  return { unused, found };
}

function* combinations(space: SearchSpace): Generator<Record<string, Scalar>> {
  const axes = space.map(({ name, dimension }) => ({ name, values: telling(dimension) }));
  const total = axes.reduce((product, { values }) => product * values.length, 1);
  const first = Object.fromEntries(axes.map(({ name, values }) => [name, values[0]!]));
  if (total <= maxCombinations) {
    for (let index = 0; index < total; index++) {
      let rest = index;
      const choice = { ...first };
      for (const { name, values } of axes) {
        choice[name] = values[rest % values.length]!;
        rest = Math.floor(rest / values.length);
      }
      yield choice;
    }
    return;
  }
  for (const [i, a] of axes.entries()) {
    for (const b of axes.slice(i + 1)) {
      for (const x of a.values) for (const y of b.values) yield { ...first, [a.name]: x, [b.name]: y };
    }
  }
}

/** The values at which a rule is most likely to break: all listed ones, both ends of a range. */
function telling(dimension: Dimension): readonly Scalar[] {
  switch (dimension.kind) {
    case 'constant':
      return [dimension.value];
    case 'choice':
      // Texts decide rules and are few; of a long list of numbers the extremes do.
      return dimension.values.length <= 50 ? dimension.values : extremes(dimension.values);
    case 'int':
    case 'float':
      return [dimension.min, dimension.max];
    case 'beta':
      return [0, 1];
    case 'normal':
      return [dimension.scale === 'log' ? Math.exp(dimension.mu) : dimension.mu];
  }
}

function extremes(values: readonly Scalar[]): readonly Scalar[] {
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length < values.length) return values.slice(0, 50);
  return [numbers.reduce((a, b) => Math.min(a, b)), numbers.reduce((a, b) => Math.max(a, b))];
}
