import { readFile, rename, writeFile } from 'node:fs/promises';
import type { SeedlessConfig } from './sameTraining.ts';
import type { Reached } from './trainOnce.ts';

export interface RecipeResult {
  /** The configuration without its seed: all of `reached` had this one. Absent where measured before the file said it. */
  readonly config?: SeedlessConfig;
  /** What measured, and what real data score on it. */
  readonly provenance: readonly string[];
  readonly promises: readonly { readonly what: string; readonly holds: boolean }[];
  /** Sorted by seed. */
  readonly reached: readonly Reached[];
}

export interface QualityResult {
  readonly suite: 'quality';
  readonly library: string;
  readonly device: string;
  readonly results: Readonly<Record<string, RecipeResult>>;
}

/** Nothing where there is no file yet. */
export async function readResults(file: string): Promise<QualityResult['results']> {
  try {
    return (JSON.parse(await readFile(file, 'utf8')) as QualityResult).results;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

/** As a whole or not at all: whoever is killed meanwhile loses nothing that was there. */
export async function writeResults(file: string, result: QualityResult): Promise<void> {
  const fresh = `${file}.new`;
  await writeFile(fresh, `${JSON.stringify(result, null, 2)}\n`);
  await rename(fresh, file);
}
