import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { partsOfDataset } from '@seesaw/shared/datasetName';
import { didYouMean } from '@seesaw/shared/didYouMean';
import type { SweepFileContext } from '@seesaw/shared/sweepFile';
import { lookIntoFolder } from './lookIntoFolder.ts';

/**
 * What lies in the folder of a data set below `dataDir`, this server's SEESAW_DATA_DIR. A server that has none may still have
 * trainers elsewhere that do, so that is only a warning. Whether what is in the folder can be read is checked by whoever trains on it.
 */
export function folderLooker(dataDir: string | null): NonNullable<SweepFileContext['lookForFolder']> {
  return (dataset) => {
    const { name, folder = '' } = partsOfDataset(dataset);
    if (dataDir === null) {
      return {
        message: `SEESAW_DATA_DIR is not set here, so nobody knows whether there is a folder ${folder}: a trainer without it will fail.`,
        suggestion: 'Set SEESAW_DATA_DIR to the folder that holds your data, and start Seesaw again.',
        severity: 'warning',
      };
    }
    const wanted = path.join(dataDir, folder);
    if (existsSync(wanted) && statSync(wanted).isDirectory()) return lookIntoFolder(name, wanted);
    const near = didYouMean(folder, foldersIn(dataDir));
    return {
      message: `There is no folder ${folder} in ${dataDir} (SEESAW_DATA_DIR).`,
      suggestion: near ?? 'Put your data into a folder of that name.',
      severity: 'error',
    };
  };
}

function foldersIn(dataDir: string): string[] {
  if (!existsSync(dataDir)) return [];
  const entries = readdirSync(dataDir, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
}
