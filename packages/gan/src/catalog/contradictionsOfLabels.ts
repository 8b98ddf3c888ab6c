import type { Contradiction, FolderFacts } from '@seesaw/shared/catalog';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import { catalog } from './catalog.ts';
import { conditionKnobs } from './conditions.ts';

/** Those of a D that names the class. */
const namingKnobs: readonly string[] = ['class_weight', 'class_on'];

type Values = Readonly<Record<string, Scalar>>;

interface Told {
  readonly dataset: string;
  readonly values: Values;
  readonly folder: FolderFacts | undefined;
}

/** What being told labels asks of the data, of D and of the loss. */
export function contradictionsOfLabels({ dataset, values, folder }: Told): Contradiction[] {
  const condition = String(values.condition ?? 'none');
  return [
    ...(condition === 'none'
      ? unused('embed_dim', condition, values)
      : toldLabels(condition, { dataset, values, folder })),
    ...(condition === 'auxiliary' ? [] : namingKnobs.flatMap((name) => unused(name, condition, values))),
  ];
}

function toldLabels(condition: string, { dataset, values, folder }: Told): Contradiction[] {
  const entry = catalog.datasets.find(({ name }) => name === dataset);
  const found: Contradiction[] = [];
  if (entry !== undefined && entry.labelCount === undefined) {
    const labelled = catalog.datasets.filter(({ labelCount }) => labelCount !== undefined);
    found.push({
      fields: ['condition', 'dataset'],
      message: `condition is ${condition}, but the samples of data set ${dataset} have no labels.`,
      suggestion: `Use dataset: ${labelled.map(({ name }) => name).join(' or ')}; or set condition to none.`,
    });
  }
  if (folder?.isLabelled === false) {
    found.push({
      fields: ['condition', 'dataset'],
      message: `condition is ${condition}, but the images of ${dataset} have no labels.`,
      suggestion: 'Add labels, a folder for each or a file of them; or set condition to none.',
    });
  }
  if (values.kind_d === 'autoencoder') {
    found.push({
      fields: ['condition', 'kind_d'],
      message: `condition is ${condition}, but D as an autoencoder rebuilds samples and has no answer for a label.`,
      suggestion: 'Use kind_d: classifier with another loss, or set condition to none.',
    });
  }
  if (Number(values.pac ?? 1) > 1) {
    found.push({
      fields: ['condition', 'pac'],
      message: `condition is ${condition}, but D judges packs of ${values.pac} samples, each of which has a label of its own.`,
      suggestion: 'Set pac to 1, or condition to none.',
    });
  }
  for (const name of ['norm_d', 'norm_g'].filter((norm) => values[norm] === 'virtual-batch')) {
    found.push({
      fields: ['condition', name],
      message: `condition is ${condition}, but the batch that ${name}: virtual-batch compares with has no labels.`,
      suggestion: `Use another ${name}, or set condition to none.`,
    });
  }
  if (condition !== 'concat' && values.loss === 'lsgan' && (values.output_d ?? 'linear') !== 'linear') {
    found.push({
      fields: ['condition', 'output_d'],
      message: `condition is ${condition}, which adds to what the last layer of D gives, but output_d: ${values.output_d} bends it before.`,
      suggestion: 'Use output_d: linear, or condition: concat.',
    });
  }
  if (condition === 'projection' && values.loss === 'softmax2') {
    found.push({
      fields: ['condition', 'loss'],
      message: 'condition is projection, which adds to the one answer of D, but with loss softmax2 D gives two.',
      suggestion: 'Use loss: nonsaturating, which is the same game with one answer, or condition: auxiliary.',
    });
  }
  return found;
}

function unused(name: string, condition: string, values: Values): Contradiction[] {
  const value = values[name];
  const { default: standard } = conditionKnobs.find((knob) => knob.name === name)!;
  if (value === undefined || value === standard) return [];
  return [
    {
      fields: [name, 'condition'],
      message: `${name} is ${value}, but condition ${condition} does not use it.`,
      suggestion: `Leave ${name} out, or use condition: ${namingKnobs.includes(name) ? 'auxiliary' : 'concat, auxiliary or projection'}.`,
    },
  ];
}
