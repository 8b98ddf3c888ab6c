import { SeesawError } from '@seesaw/shared/errors';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { catalog } from '../catalog/catalog.ts';
import { accuracyGate } from '../controllers/accuracyGate.ts';
import type { Decision } from '../controllers/accuracyOf.ts';
import { ada } from '../controllers/ada.ts';
import type { Controller, Knob } from '../controllers/controller.ts';
import { gradientRatio } from '../controllers/gradientRatio.ts';
import { lossChangeRatio } from '../controllers/lossChangeRatio.ts';
import { lossGate } from '../controllers/lossGate.ts';
import { addedText, numberIn } from './knobs.ts';

/** The rule that changes the balance while training, if the configuration has one. */
export function controllerOfConfig(config: TrialConfig): Controller | undefined {
  const number = (name: string) => numberIn(config, name);
  const name = addedText(config, 'controller', 'none');
  switch (name) {
    case 'none':
      return undefined;
    case 'accuracy-gate':
      return accuracyGate(decisionOf(config), number('gate_accuracy'));
    case 'loss-gate':
      return lossGate(number('gate_loss_d'), number('gate_loss_g'));
    case 'loss-change-ratio':
      return lossChangeRatio(number('change_lambda'));
    case 'gradient-ratio':
      return gradientRatio(number('gradient_ratio'), number('gradient_ratio_limit'));
    case 'ada':
      return ada(decisionOf(config), {
        turns: String(config.values.ada_on) as Knob,
        target: number('ada_target'),
        share: (number('batch_size') * number('d_steps')) / number('ada_images'),
      });
    default:
      throw new SeesawError('invalid-sweep', `Unknown controller ${name}.`);
  }
}

function decisionOf({ values }: TrialConfig): Decision {
  const decision = catalog.losses.find(({ name }) => name === values.loss)?.decision;
  if (decision !== undefined && decision.kind !== 'none') return decision;
  throw new SeesawError(
    'invalid-sweep',
    `Controller ${values.controller} asks how often D is right, but loss ${values.loss} has no decision.`,
  );
}
