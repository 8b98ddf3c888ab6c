/** `image-folder:faces` names the data set `image-folder` and the folder `faces` below SEESAW_DATA_DIR of whoever trains. */
export interface DatasetParts {
  readonly name: string;
  readonly folder?: string;
}

/** What a folder is written as. */
export const datasetFolderInWords = 'names of folders with / between them, none of them beginning with a dot';

/** No way out of the data folder, and nothing that a file system or a web address reads in another way. */
const folderPattern = '[^\\s./:\\\\%?#*][^/:\\\\%?#*]*(?:/[^\\s./:\\\\%?#*][^/:\\\\%?#*]*)*';

export function partsOfDataset(dataset: string): DatasetParts {
  const colon = dataset.indexOf(':');
  return colon < 0 ? { name: dataset } : { name: dataset.slice(0, colon), folder: dataset.slice(colon + 1) };
}

export function isDatasetFolder(folder: string): boolean {
  return new RegExp(`^${folderPattern}$`).test(folder);
}

/** Matches all ways to write a data set that lies in a folder, for a JSON Schema. */
export function datasetPattern(name: string): string {
  return `^${name}:${folderPattern}$`;
}
