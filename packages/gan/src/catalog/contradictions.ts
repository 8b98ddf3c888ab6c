import type { Contradiction, FindContradictions, FolderFacts } from '@seesaw/shared/catalog';
import { partsOfDataset } from '@seesaw/shared/datasetName';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import { catalog } from './catalog.ts';
import { contradictionsOfControllers } from './contradictionsOfControllers.ts';
import { contradictionsOfGame } from './contradictionsOfGame.ts';
import { contradictionsOfLabels } from './contradictionsOfLabels.ts';
import { contradictionsOfNetworks } from './contradictionsOfNetworks.ts';
import { functionArguments } from './functions.ts';

/**
 * Fields of one resolved configuration that clash, in words. Ranges and names are checked before (`misfit`).
 * `values` may hold a hyperparameter that the loss does not use only at its default (or, better, not at all).
 */
export const findContradictions: FindContradictions = ({ recipe, dataset, values, folder }) => {
  const unfit = datasetOfRecipe(recipe, dataset);
  const clashes = clashesWithin({ recipe, dataset, values, folder });
  // What else such data lack is no news.
  return unfit.length === 0 ? clashes : [...unfit, ...clashes.filter(({ fields }) => !fields.includes('dataset'))];
};

const clashesWithin: FindContradictions = ({ recipe, dataset, values, folder }) => [
  ...batchWithinDataset({ dataset, values, folder }),
  ...frameAroundImages(dataset, values),
  ...simultaneousIsOneToOne(values),
  ...unusedByLoss(recipe, values),
  ...unusedByOptimizer(recipe, values),
  ...scheduleToNowhere(values),
  ...contradictionsOfGame(values),
  ...contradictionsOfControllers(values),
  ...contradictionsOfNetworks(dataset, values),
  ...contradictionsOfLabels({ dataset, values, folder }),
  ...resolvedWidth(values),
  ...argumentsOfFunction(recipe, values),
];

function datasetOfRecipe(recipe: string, dataset: string): Contradiction[] {
  const entry = catalog.recipes.find((r) => r.name === recipe);
  if (entry === undefined || entry.datasets.includes(partsOfDataset(dataset).name)) return [];
  return [
    {
      fields: ['dataset', 'recipe'],
      message: `Recipe ${recipe} cannot train on data set ${dataset}.`,
      suggestion: `Use dataset: ${entry.datasets.map(writtenDataset).join(' or ')}.`,
    },
  ];
}

function batchWithinDataset({
  dataset,
  values,
  folder,
}: {
  dataset: string;
  values: Record<string, Scalar>;
  folder: FolderFacts | undefined;
}): Contradiction[] {
  const size = folder?.trainSize ?? catalog.datasets.find((d) => d.name === dataset)?.trainSize ?? 0;
  const batch = Number(values.batch_size);
  if (size === 0 || !(batch > size)) return [];
  return [
    {
      fields: ['batch_size', 'dataset'],
      message: `A batch of ${batch} is larger than the ${size} training samples of ${dataset}.`,
      suggestion: `Use batch_size ≤ ${size}.`,
    },
  ];
}

/** Images of a person's own are measured when they are read. */
function frameAroundImages(dataset: string, values: Record<string, Scalar>): Contradiction[] {
  const image = catalog.datasets.find((d) => d.name === dataset)?.image;
  const size = Number(values.image_size ?? 0);
  if (image === undefined || size === 0 || (size >= image.width && size >= image.height)) return [];
  return [
    {
      fields: ['image_size', 'dataset'],
      message: `image_size is ${size}, but the images of ${dataset} have ${image.width} × ${image.height} pixels.`,
      suggestion: `Use image_size ≥ ${Math.max(image.width, image.height)}, or leave it out.`,
    },
  ];
}

function writtenDataset(name: string): string {
  return catalog.datasets.some((entry) => entry.name === name && entry.inFolder) ? `${name}:FOLDER` : name;
}

function simultaneousIsOneToOne(values: Record<string, Scalar>): Contradiction[] {
  if (values.order !== 'simultaneous' || (values.d_steps === 1 && values.g_steps === 1)) return [];
  return [
    {
      fields: ['order', 'd_steps', 'g_steps'],
      message: `order: simultaneous takes one gradient of each player, but d_steps is ${values.d_steps} and g_steps is ${values.g_steps}.`,
      suggestion: 'Set d_steps and g_steps to 1, or use order: d-first.',
    },
  ];
}

function unusedByLoss(recipe: string, values: Record<string, Scalar>): Contradiction[] {
  const entry = catalog.recipes.find((r) => r.name === recipe);
  return (entry?.hyperparameters ?? []).flatMap((parameter) => {
    const value = values[parameter.name];
    const users = parameter.onlyForLosses;
    if (
      users === undefined ||
      value === undefined ||
      value === parameter.default ||
      users.includes(String(values.loss))
    )
      return [];
    return [
      {
        fields: [parameter.name, 'loss'],
        message: `${parameter.name} is ${value}, but loss ${values.loss} does not use it.`,
        suggestion: `Leave ${parameter.name} out, or use loss: ${users.join(' or ')}.`,
      },
    ];
  });
}

/** Which optimizers use a knob of theirs. */
const optimizersOf: Readonly<Record<string, readonly string[]>> = {
  beta1: ['adam', 'adamw'],
  beta2: ['adam', 'adamw', 'rmsprop'],
  weight_decay: ['adamw'],
};

function unusedByOptimizer(recipe: string, values: Record<string, Scalar>): Contradiction[] {
  const optimizer = String(values.optimizer ?? 'adam');
  const entry = catalog.recipes.find((r) => r.name === recipe);
  return (entry?.hyperparameters ?? []).flatMap(({ name, default: standard }) => {
    const users = optimizersOf[name];
    const value = values[name];
    if (users === undefined || users.includes(optimizer) || value === undefined || value === standard) return [];
    return [
      {
        fields: [name, 'optimizer'],
        message: `${name} is ${value}, but optimizer ${optimizer} does not use it.`,
        suggestion: `Leave ${name} out, or use optimizer: ${users.join(' or ')}.`,
      },
    ];
  });
}

function scheduleToNowhere(values: Record<string, Scalar>): Contradiction[] {
  if ((values.schedule ?? 'linear') === 'linear' || values.lr_end !== 1) return [];
  return [
    {
      fields: ['schedule', 'lr_end'],
      message: `schedule is ${values.schedule}, but lr_end is 1: the learning rates do not fall.`,
      suggestion: 'Set lr_end below 1, or leave schedule out.',
    },
  ];
}

function resolvedWidth(values: Record<string, Scalar>): Contradiction[] {
  const width = Math.round(Number(values.width_d) * Number(values.width_ratio));
  if (!(width < 1 || width > 8192)) return [];
  return [
    {
      fields: ['width_d', 'width_ratio'],
      message: `width_d × width_ratio gives G layers of ${width} units; 1 to 8192 are possible.`,
      suggestion: 'Bring width_ratio closer to 1.',
    },
  ];
}

function argumentsOfFunction(recipe: string, values: Record<string, Scalar>): Contradiction[] {
  if (recipe !== 'function') return [];
  const taken = functionArguments[String(values.function)] ?? 0;
  const beyond = Object.keys(values).filter((name) => /^x\d+$/.test(name) && Number(name.slice(1)) > taken);
  return beyond
    .filter((name) => values[name] !== 0)
    .map((name) => ({
      fields: [name, 'function'],
      message: `${name} is ${values[name]}, but function ${values.function} takes only ${taken} arguments.`,
      suggestion: `Leave ${name} out.`,
    }));
}
