import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { catalog } from './catalog.ts';

export type CanPack = { readonly possible: true } | { readonly possible: false; readonly reason: string };

/** Whether trials of a resolved configuration gain anything by training in lanes of one program; if not, why, in words. */
export function canPack({ recipe, values }: TrialConfig): CanPack {
  const no = (reason: string): CanPack => ({ possible: false, reason });
  const kind = catalog.recipes.find(({ name }) => name === recipe)?.sampleKind;
  if (kind === undefined || kind === 'none') return no(`recipe ${recipe} trains no networks`);
  if ((values.execution ?? 'eager') === 'eager') {
    return no('execution is eager, and only compiled steps can be those of several trials');
  }
  if (values.net === 'conv')
    return no('net is conv, and convolutions of several trials are computed one after another');
  return { possible: true };
}
