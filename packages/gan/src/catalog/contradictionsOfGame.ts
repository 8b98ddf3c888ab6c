import type { Contradiction } from '@seesaw/shared/catalog';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import { losses } from './losses.ts';
import { isOn, knobOf } from './regulariserKnob.ts';
import { regularisers } from './regularisers.ts';

type Values = Readonly<Record<string, Scalar>>;

/** What loss and regularisers ask of each other, of D and of the batch. */
export function contradictionsOfGame(values: Values): Contradiction[] {
  return [
    ...kindOfD(values),
    ...boundedSlope(values),
    ...unfitRegularisers(values),
    ...consensusBesidePenalty(values),
    ...penaltyToSkip(values),
    ...noiseToFade(values),
    ...wholePacks(values),
  ];
}

function kindOfD(values: Values): Contradiction[] {
  const loss = losses.find(({ name }) => name === values.loss);
  const wanted = loss?.kindD ?? 'classifier';
  if (loss === undefined || (values.kind_d ?? 'classifier') === wanted) return [];
  return [
    {
      fields: ['loss', 'kind_d'],
      message: `Loss ${loss.name} is played with D as ${wanted}, but kind_d is ${values.kind_d ?? 'classifier'}.`,
      // Where the loss varies, no one value of kind_d goes with all of them.
      suggestion: `Set kind_d to ${wanted}, or use another loss. Where loss varies: kind_d: {value: autoencoder, when: 'loss == "began"'}.`,
    },
  ];
}

function boundedSlope(values: Values): Contradiction[] {
  const loss = losses.find(({ name }) => name === values.loss);
  const bounds = regularisers.filter(({ slopePenalty, boundsSlope }) => slopePenalty || boundsSlope);
  if (!loss?.unbounded || bounds.some((entry) => isOn(entry, values))) return [];
  return [
    {
      fields: ['loss', 'weight_clip'],
      message: `Loss ${loss.name} has no lowest value unless the slope of D is bounded, but nothing bounds it.`,
      suggestion: `Set weight_clip (0.01 in the paper) or ${bounds
        .map(knobOf)
        .filter((name) => name !== 'weight_clip')
        .join(', ')}; or use loss: wgan-gp.`,
    },
  ];
}

function unfitRegularisers(values: Values): Contradiction[] {
  return regularisers
    .filter((entry) => isOn(entry, values))
    .flatMap((entry) =>
      (entry.unfit ?? []).flatMap(({ name, because }) => {
        const other = regularisers.find((one) => one.name === name);
        if (other === undefined || !isOn(other, values)) return [];
        return [
          {
            fields: [knobOf(entry), knobOf(other)],
            message: `${knobOf(entry)} does not go with ${knobOf(other)}: ${because}.`,
            suggestion: `Leave one of them out.`,
          },
        ];
      }),
    );
}

function consensusBesidePenalty(values: Values): Contradiction[] {
  const loss = losses.find(({ name }) => name === values.loss);
  const entry = regularisers.find(({ name }) => name === 'consensus')!;
  if (!loss?.slopePenalty || !isOn(entry, values)) return [];
  return [
    {
      fields: [knobOf(entry), 'loss'],
      message: `${knobOf(entry)} does not go with the penalty of loss ${loss.name}: a gradient of its gradient would be a third derivative.`,
      suggestion: `Leave ${knobOf(entry)} out, or use a loss without a penalty.`,
    },
  ];
}

function penaltyToSkip(values: Values): Contradiction[] {
  if (values.penalty_every === undefined || values.penalty_every === 1) return [];
  const penalised = losses.some(({ name, slopePenalty }) => slopePenalty && name === values.loss);
  const added = regularisers.filter(({ slopePenalty }) => slopePenalty);
  if (penalised || added.some((entry) => isOn(entry, values))) return [];
  return [
    {
      fields: ['penalty_every', 'loss'],
      message: `penalty_every is ${values.penalty_every}, but there is no penalty on the slope of D.`,
      suggestion: `Leave penalty_every out, or set ${added.map(knobOf).join(' or ')}.`,
    },
  ];
}

function noiseToFade(values: Values): Contradiction[] {
  if (!(Number(values.noise_steps) > 0) || Number(values.instance_noise) > 0) return [];
  return [
    {
      fields: ['noise_steps', 'instance_noise'],
      message: `noise_steps is ${values.noise_steps}, but there is no instance noise.`,
      suggestion: 'Set instance_noise, or leave noise_steps out.',
    },
  ];
}

function wholePacks(values: Values): Contradiction[] {
  const pack = Number(values.pac ?? 1);
  if (pack === 1 || Number(values.batch_size) % pack === 0) return [];
  return [
    {
      fields: ['pac', 'batch_size'],
      message: `A batch of ${values.batch_size} does not part into packs of ${pack}.`,
      suggestion: `Use a batch_size that ${pack} divides.`,
    },
  ];
}
