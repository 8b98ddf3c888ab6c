import type { Scalar } from '@seesaw/shared/hyperparameter';
import { isSeq } from 'yaml';
import { edit, removeKey, setKey, setOrRemove, setSection } from './editSweepText.ts';
import { isMapping, isScalar, type SweepForm } from './sweepForm.ts';

/** What a sweep begins with. */
export interface WarmStartText {
  readonly points: readonly Readonly<Record<string, Scalar>>[];
  /** Ids. */
  readonly sweeps: readonly string[];
}

/** Undefined where the file says it in a way that only the file can. */
export function warmStartIn({ file, warmSweeps }: Pick<SweepForm, 'file' | 'warmSweeps'>): WarmStartText | undefined {
  const warm = file.warm_start ?? {};
  if (!isMapping(warm)) return undefined;
  const { points = [], sweeps = [], ...others } = warm;
  if (Object.keys(others).length > 0 || !Array.isArray(points) || !Array.isArray(sweeps)) return undefined;
  const arePlain = points.every((point) => isMapping(point) && Object.values(point).every(isScalar));
  return arePlain && warmSweeps.length === sweeps.length ? { points, sweeps: warmSweeps } : undefined;
}

export function setWarmSweeps(text: string, ids: readonly string[]): string {
  const path = ['warm_start', 'sweeps'];
  return ids.length === 0 ? setKey(text, path, undefined) : setSection(text, path, ids);
}

/** One at which everything has its default. */
export function addWarmPoint(text: string): string {
  let isListed = false;
  const added = edit(text, (document) => {
    const list = document.getIn(['warm_start', 'points']);
    isListed = isSeq(list);
    if (isSeq(list)) list.add(document.createNode({}, { flow: true }));
  });
  return isListed ? added : setSection(text, ['warm_start', 'points'], [{}]);
}

/** `undefined` gives the value back to its default. */
export function setWarmPoint(text: string, place: number, name: string, value: Scalar | undefined): string {
  return edit(text, (document) => setOrRemove(document, ['warm_start', 'points', place, name], value));
}

export function removeWarmPoint(text: string, place: number): string {
  return edit(text, (document) => {
    const list = document.getIn(['warm_start', 'points']);
    const isLast = isSeq(list) && list.items.length === 1;
    removeKey(document, isLast ? ['warm_start', 'points'] : ['warm_start', 'points', place]);
  });
}
