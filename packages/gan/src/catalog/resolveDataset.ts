import { catalog } from './catalog.ts';

/**
 * The concrete name behind a name or alias: of several data sets that share the alias the largest one that `isAtHand`.
 * A concrete name is returned as it is, at hand or not. Undefined when nothing bears the name or none is at hand.
 */
export function resolveDataset(nameOrAlias: string, isAtHand: (name: string) => boolean): string | undefined {
  if (catalog.datasets.some((entry) => entry.name === nameOrAlias)) return nameOrAlias;
  const candidates = catalog.datasets
    .filter((entry) => entry.aliases.includes(nameOrAlias) && isAtHand(entry.name))
    .sort((a, b) => b.trainSize - a.trainSize);
  return candidates[0]?.name;
}
