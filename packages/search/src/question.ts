import type { KnownResult, OpenPoint } from '@seesaw/shared/known';
import type { Goal } from '@seesaw/shared/objective';
import type { SearchSpace } from '@seesaw/shared/searchSpace';
import type { SpaceRules } from './spaceRules.ts';

/** What a method with feedback is asked: the point of trial `number`, given what is known. */
export interface Question {
  readonly space: SearchSpace;
  readonly rules: SpaceRules;
  readonly seed: number;
  readonly number: number;
  /** One for each objective; several only for methods that can do so. */
  readonly goals: readonly Goal[];
  readonly results: readonly KnownResult[];
  /** By number. */
  readonly open: readonly OpenPoint[];
}

/** A sweep begins with as many points that fill the space evenly, before its results guide it. */
export const startTrials = 10;
