import type { Contradiction } from '@seesaw/shared/catalog';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import { catalog } from './catalog.ts';
import { isOn, knobOf } from './regulariserKnob.ts';

type Values = Readonly<Record<string, Scalar>>;

/** What the players ask of the data, and their layers of losses and regularisers. */
export function contradictionsOfNetworks(dataset: string, values: Values): Contradiction[] {
  return [
    ...imagesToLookAt(dataset, values),
    ...sidesToHalve(dataset, values),
    ...onlyInConv(values),
    ...notInConv(values),
    ...slopesPerSample(values),
    ...normedTwice(values),
    ...batchOfOne(values),
    ...nothingToNormalise(values),
    ...sharedBySimultaneous(values),
  ];
}

function imagesToLookAt(dataset: string, values: Values): Contradiction[] {
  const entry = catalog.datasets.find(({ name }) => name === dataset);
  if (entry === undefined || entry.image !== undefined) return [];
  const asking = [
    ...(isConv(values) ? ['net'] : []),
    ...catalog.regularisers.filter((entry) => entry.imagesOnly && isOn(entry, values)).map(knobOf),
  ];
  return asking.map((name) => ({
    fields: [name, 'dataset'],
    message: `${name} is ${values[name]}, but ${dataset} has points, not images.`,
    suggestion: `Leave ${name} out, or use a data set of images.`,
  }));
}

/** Images of a person's own are measured when they are read. */
function sidesToHalve(dataset: string, values: Values): Contradiction[] {
  const size = Number(values.image_size ?? 0);
  const framed = size > 0 ? { width: size, height: size } : undefined;
  const image = framed ?? catalog.datasets.find(({ name }) => name === dataset)?.image;
  if (!isConv(values) || image === undefined) return [];
  const { width, height } = image;
  return (['depth_d', 'depth_g'] as const).flatMap((name) => {
    const halvings = Number(values[name] ?? 2);
    const depth = name === 'depth_d' && values.kind_d === 'autoencoder' ? Math.ceil(halvings / 2) : halvings;
    if (width % 2 ** depth === 0 && height % 2 ** depth === 0) return [];
    return [
      {
        fields: [name, framed === undefined ? 'dataset' : 'image_size'],
        message: `${name} is ${values[name]}, but images of ${width} × ${height} cannot be halved ${depth} times.`,
        suggestion: `Use a smaller ${name}, or images whose sides ${2 ** depth} divides.`,
      },
    ];
  });
}

function onlyInConv(values: Values): Contradiction[] {
  if (isConv(values)) return [];
  const clashes = [
    ...(['norm_d', 'norm_g'] as const).filter((name) => values[name] === 'instance'),
    ...(values.upsample === 'pixel-shuffle' ? ['upsample'] : []),
    ...(Number(values.dense_width ?? 0) > 0 ? ['dense_width'] : []),
  ];
  return clashes.map((name) => ({
    fields: [name, 'net'],
    message: `${name} is ${values[name]}, but without convolutions there are no channels, and every layer sees the whole sample.`,
    suggestion: `Leave ${name} out, or use net: conv where the recipe has it.`,
  }));
}

function notInConv(values: Values): Contradiction[] {
  if (!isConv(values)) return [];
  const clashes: Contradiction[] = [];
  if (Number(values.consensus_gamma ?? 0) > 0) {
    clashes.push({
      fields: ['consensus_gamma', 'net'],
      message: 'consensus_gamma needs gradients of the gradients of convolution kernels, which do not exist here.',
      suggestion: 'Leave consensus_gamma out, or use net: mlp.',
    });
  }
  if (values.kind_d === 'autoencoder' && Number(values.pac ?? 1) > 1) {
    clashes.push({
      fields: ['pac', 'net'],
      message:
        'pac shows images to a convolutional D as channels; an autoencoder would have to rebuild them as one image.',
      suggestion: 'Leave pac out, or use net: mlp.',
    });
  }
  return clashes;
}

/** Where samples of a batch are compared, ∇ₓD of one sample is no slope at that sample. */
function slopesPerSample(values: Values): Contradiction[] {
  const loss = catalog.losses.find(({ name }) => name === values.loss);
  const penalties = [
    ...(loss?.slopePenalty ? ['loss'] : []),
    ...catalog.regularisers.filter((entry) => entry.slopePenalty && isOn(entry, values)).map(knobOf),
  ];
  const layers = [
    ...(values.norm_d === 'batch' ? ['norm_d'] : []),
    ...(values.loss === 'lsgan' && values.output_d === 'norm-sigmoid' ? ['output_d'] : []),
  ];
  return penalties.flatMap((penalty) =>
    layers.map((layer) => ({
      fields: penalty === 'loss' ? [layer, penalty] : [penalty, layer],
      message: `${penalty} (${values[penalty]}) takes the slope of D at each sample, but ${layer}: ${values[layer]} lets every answer depend on the whole batch.`,
      suggestion: layer === 'norm_d' ? 'Use norm_d: layer, virtual-batch or none.' : 'Use output_d: sigmoid or linear.',
    })),
  );
}

function normedTwice(values: Values): Contradiction[] {
  if (values.spectral_norm !== true || (values.norm_d ?? 'none') === 'none') return [];
  return [
    {
      fields: ['spectral_norm', 'norm_d'],
      message: `spectral_norm does not go with norm_d: ${values.norm_d}: what a kernel is divided by is the same after it, and its γ gives D any slope back.`,
      suggestion: 'Leave one of them out.',
    },
  ];
}

/** A layer that is normalised over a single pack is 0 whatever it looked at. */
function batchOfOne(values: Values): Contradiction[] {
  const pack = Number(values.pac ?? 1);
  if (values.norm_d !== 'batch' || isConv(values) || Number(values.batch_size) / pack >= 2) return [];
  return [
    {
      fields: ['norm_d', 'pac'],
      message: `norm_d is batch, but with batch_size: ${values.batch_size} and pac: ${pack} D looks at one pack at a time: there is nothing to normalise over.`,
      suggestion: 'Use norm_d: layer, a smaller pac or a larger batch_size.',
    },
  ];
}

function nothingToNormalise(values: Values): Contradiction[] {
  const depth = Number(values.depth_d ?? 2);
  if (!isConv(values) || values.kind_d === 'autoencoder' || (values.norm_d ?? 'none') === 'none' || depth > 1)
    return [];
  return [
    {
      fields: ['norm_d', 'depth_d'],
      message: `norm_d is ${values.norm_d}, but the first layer of a convolutional D is never normalised and depth_d is ${depth}.`,
      suggestion: 'Raise depth_d, or leave norm_d out.',
    },
  ];
}

function sharedBySimultaneous(values: Values): Contradiction[] {
  if (values.shared_fake !== true || values.order === 'simultaneous') return [];
  return [
    {
      fields: ['shared_fake', 'order'],
      message: `shared_fake gives both players the same batch, but with order: ${values.order} G has moved between them.`,
      suggestion: 'Use order: simultaneous, or leave shared_fake out.',
    },
  ];
}

function isConv(values: Values): boolean {
  return values.net === 'conv';
}
