import type { CommandBody } from '@seesaw/shared/api';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';

type Extend = Extract<CommandBody, { kind: 'extend' }>;
type Bounds = NonNullable<Extend['bounds']>[number];

/** What stands in the fields of the dialog. */
export interface Extending {
  readonly trials: string;
  readonly steps: string;
  readonly from: 'checkpoint' | 'scratch';
  /** By name of the axis. */
  readonly bounds: Readonly<Record<string, { readonly min?: string; readonly max?: string; readonly values?: string }>>;
}

export type BoundField =
  | { readonly name: string; readonly kind: 'range'; readonly min: number; readonly max: number }
  | { readonly name: string; readonly kind: 'list'; readonly values: readonly Scalar[] };

/** Axes that can be widened; the server knows what a grid allows of it. */
export function boundFields({ space }: Pick<ResolvedSweep, 'space'>): BoundField[] {
  return space.flatMap(({ name, dimension }): BoundField[] => {
    if (dimension.kind === 'float' || dimension.kind === 'int')
      return [{ name, kind: 'range', min: dimension.min, max: dimension.max }];
    if (dimension.kind === 'choice' && name !== 'seed') return [{ name, kind: 'list', values: dimension.values }];
    return [];
  });
}

/** The command, nothing while nothing is asked for, or what is wrong with a field. */
export function extendBody(
  wish: Extending,
  definition: Pick<ResolvedSweep, 'space'>,
): { readonly body?: Extend; readonly misfit?: string } {
  const trials = wish.trials.trim();
  const steps = wish.steps.trim();
  for (const [what, text] of [
    ['more trials', trials],
    ['new last step', steps],
  ] as const) {
    if (text !== '' && !/^[1-9]\d{0,8}$/.test(text)) return { misfit: `${what}: expected a whole number above 0` };
  }
  const bounds: Bounds[] = [];
  for (const field of boundFields(definition)) {
    const given = readBounds(field, wish.bounds[field.name] ?? {});
    if (typeof given === 'string') return { misfit: `${field.name}: ${given}` };
    if (given !== undefined) bounds.push(given);
  }
  if (trials === '' && steps === '' && bounds.length === 0) return {};
  return {
    body: {
      kind: 'extend',
      ...(trials !== '' && { trials: Number(trials) }),
      ...(steps !== '' && { steps: Number(steps), from: wish.from }),
      ...(bounds.length > 0 && { bounds }),
    },
  };
}

function readBounds(field: BoundField, given: Extending['bounds'][string]): Bounds | string | undefined {
  const { name } = field;
  if (field.kind === 'list') {
    const words = (given.values ?? '').split(',').map((word) => word.trim());
    const values = words.filter((word) => word !== '').map((word) => scalarLike(word, field.values));
    return values.length === 0 ? undefined : { name, values };
  }
  const [min, max] = [given.min, given.max].map((text) => (text?.trim() ? Number(text) : undefined));
  if (min === undefined && max === undefined) return undefined;
  if (Number.isNaN(min) || Number.isNaN(max)) return 'expected a number';
  return { name, ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

/** A number among numbers, true or false among those, else text. */
function scalarLike(word: string, among: readonly Scalar[]): Scalar {
  if (among.every((one) => typeof one === 'number') && word !== '' && Number.isFinite(Number(word)))
    return Number(word);
  if (among.every((one) => typeof one === 'boolean') && (word === 'true' || word === 'false')) return word === 'true';
  return word;
}
