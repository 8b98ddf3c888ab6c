import { existsSync } from 'node:fs';
import path from 'node:path';
import { resolveDataset } from '@seesaw/gan/catalog/resolveDataset';
import { mnistFiles } from '@seesaw/gan/data/mnist';

/**
 * Resolves `mnist` to the largest MNIST that is at hand: the full one where SEESAW_DATA_DIR has its training files
 * (directly or below `mnist/`), else the one that ships. Unknown names are returned as they are, for the parser to name.
 */
export function datasetResolver(dataDir: string | null): (nameOrAlias: string) => string {
  const full = [mnistFiles.trainImages.file, mnistFiles.trainLabels.file];
  const hasFull = (folder: string) => full.every((file) => existsSync(path.join(folder, file)));
  const isAtHand = (name: string) =>
    name !== 'mnist-70k' || (dataDir !== null && (hasFull(dataDir) || hasFull(path.join(dataDir, 'mnist'))));
  return (nameOrAlias) => resolveDataset(nameOrAlias, isAtHand) ?? nameOrAlias;
}
