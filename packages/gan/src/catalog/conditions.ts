import type { Hyperparameter } from '@seesaw/shared/hyperparameter';
import { choice, count, weight } from './knobs.ts';

/** How players are told the label of a sample. */
export const conditions = ['none', 'concat', 'auxiliary', 'projection'] as const;
export type Condition = (typeof conditions)[number];

/** For recipes whose data may have labels. */
export const conditionKnobs: readonly Hyperparameter[] = [
  {
    ...choice(
      'condition',
      'condition',
      'none',
      conditions,
      'How the players are told which class a sample is of. G gets the label beside z; D sees it beside the sample (concat), has to name it (auxiliary), or is asked in its direction (projection).',
    ),
    structural: true,
  },
  {
    ...count('embed_dim', 'label size', 32, 1, 1024, 'Numbers that a label becomes where it joins z or the sample.'),
    structural: true,
  },
  {
    ...weight(
      'class_weight',
      'class weight',
      'Weight of naming the class beside telling real from generated (auxiliary): high for the right digit, low for varied ones.',
    ),
    default: 1,
  },
  {
    ...choice(
      'class_on',
      'named by D',
      'real',
      ['real', 'both'],
      'What D is asked the class of (auxiliary): real samples alone, so that G has to make what real ones of a class look like; or generated ones too, as in the paper, on which both players may agree on signs of their own.',
    ),
    structural: true,
  },
];

/** Their names. */
export type LabelKnob = 'condition' | 'embed_dim' | 'class_weight' | 'class_on';
