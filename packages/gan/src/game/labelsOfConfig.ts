import { SeesawError } from '@seesaw/shared/errors';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { type Condition, conditions } from '../catalog/conditions.ts';
import type { TrainingData } from '../data/trainingData.ts';
import { addedText, numberIn } from './knobs.ts';

/** What players are told of labels, and how. */
export interface Labels {
  readonly condition: Condition;
  /** 0 where they are told nothing. */
  readonly classes: number;
  /** Numbers that a label becomes where it joins z or x. */
  readonly size: number;
}

export function labelsOfConfig(config: TrialConfig, data: TrainingData): Labels {
  const condition = conditionNamed(addedText(config, 'condition', 'none'));
  if (condition === 'none') return { condition, classes: 0, size: 0 };
  const classes = data.kind === 'images' ? data.labelCount : 0;
  if (classes === 0) {
    throw new SeesawError('invalid-sweep', `condition is ${condition}, but data set ${data.name} has no labels.`);
  }
  return { condition, classes, size: numberIn(config, 'embed_dim') };
}

function conditionNamed(name: string): Condition {
  const known = conditions.find((condition) => condition === name);
  if (known !== undefined) return known;
  throw new SeesawError('invalid-sweep', `Unknown condition ${name}: expected one of ${conditions.join(', ')}.`);
}
