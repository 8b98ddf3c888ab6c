import { broken, type IdxBytes, parseIdx } from './idx.ts';
import type { ImageData, ImageSplit } from './trainingData.ts';

export interface MnistFile {
  readonly file: string;
  /** Of the unzipped bytes. */
  readonly sha256: string;
}

/** The four files of MNIST. */
export const mnistFiles = {
  trainImages: {
    file: 'train-images-idx3-ubyte.gz',
    sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  },
  trainLabels: {
    file: 'train-labels-idx1-ubyte.gz',
    sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  },
  testImages: {
    file: 't10k-images-idx3-ubyte.gz',
    sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  },
  testLabels: {
    file: 't10k-labels-idx1-ubyte.gz',
    sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
  },
} as const satisfies Record<string, MnistFile>;

const heldOutOf10k = 2000;

/** Unzipped and verified bytes of one file; `path` is named in errors. */
export interface UnzippedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

interface Pair {
  readonly images: UnzippedFile;
  readonly labels: UnzippedFile;
}

/** `mnist-10k`: the first 8,000 test digits train, the last 2,000 are held out. */
export function mnist10k(test: Pair): ImageData {
  const all = splitOf(test);
  const cut = all.count - heldOutOf10k;
  const area = all.pixels.length / all.count;
  return imageData('mnist-10k', {
    train: { count: cut, pixels: all.pixels.subarray(0, cut * area), labels: all.labels.subarray(0, cut) },
    heldOut: { count: heldOutOf10k, pixels: all.pixels.subarray(cut * area), labels: all.labels.subarray(cut) },
  });
}

/** `mnist-70k`: 60,000 train, the 10,000 test digits are held out. */
export function mnist70k(train: Pair, test: Pair): ImageData {
  return imageData('mnist-70k', { train: splitOf(train), heldOut: splitOf(test) });
}

function imageData(name: string, splits: { train: ImageSplit; heldOut: ImageSplit }): ImageData {
  return { kind: 'images', name, width: 28, height: 28, channels: 1, labelCount: 10, ...splits };
}

function splitOf({ images, labels }: Pair): ImageSplit {
  const pixels = shaped(images, [28, 28]);
  const digits = shaped(labels, []);
  const count = pixels.shape[0]!;
  if (digits.shape[0] !== count) {
    throw broken(labels.path, `has ${digits.shape[0]} labels for the ${count} images of ${images.path}`);
  }
  if (digits.values.some((digit) => digit > 9)) throw broken(labels.path, 'has labels above 9');
  return { count, pixels: pixels.values, labels: digits.values };
}

function shaped({ path, bytes }: UnzippedFile, item: readonly number[]): IdxBytes {
  const parsed = parseIdx(bytes, path);
  if (parsed.shape.length !== item.length + 1 || parsed.shape.slice(1).join() !== item.join()) {
    throw broken(
      path,
      `has shape [${parsed.shape.join(', ')}], expected [n${item.map((size) => `, ${size}`).join('')}]`,
    );
  }
  return parsed;
}
