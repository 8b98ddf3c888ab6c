import { namesOf } from '../expression/namesOf.ts';
import type { Point, SearchSpace } from '../searchSpace.ts';
import { activeAxes, conditionOf, valueIn } from './activeAxes.ts';
import { constraintsOf, isFulfilled } from './isFeasible.ts';

/** A rule of the space that a point breaks, in words. */
export interface RuleFault {
  /** The axis that has a value though it does not exist there; absent for a constraint between axes. */
  readonly axis?: string;
  readonly message: string;
}

/** Which `when` and which constraints a point breaks, each with the values that decide it. */
export function ruleFaults(space: SearchSpace, constraints: readonly string[], point: Point): RuleFault[] {
  const active = new Set(activeAxes(space, point));
  const idle = space
    .filter((axis) => !active.has(axis) && valueIn(point, axis.name) !== undefined)
    .map((axis) => {
      const condition = conditionOf(axis);
      const names = condition === undefined ? [] : namesOf(condition);
      return {
        axis: axis.name,
        message: `${axis.name} exists only where ${axis.when} holds, and here ${values(names)}`,
      };
    });
  const violated = constraintsOf(constraints).flatMap((constraint, index) =>
    isFulfilled(constraint, point)
      ? []
      : { message: `the constraint ${constraints[index]} does not hold: ${values(namesOf(constraint))}` },
  );
  return [...idle, ...violated];

  function values(names: readonly string[]): string {
    return names.map((name) => `${name} is ${valueIn(point, name) ?? 'absent'}`).join(', ');
  }
}
