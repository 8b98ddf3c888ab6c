import type { Scalar } from '@seesaw/shared/hyperparameter';
import { type Document, isCollection, parseDocument } from 'yaml';
import type { ParameterSetting } from './sweepForm.ts';

/** Keys, and places in lists. */
type Path = readonly (string | number)[];

/**
 * Sets one key of the text, e.g. `['metric', 'goal']`; `undefined` removes it, and the section that it leaves empty.
 * Comments and order of the rest stay.
 */
export function setKey(text: string, path: readonly string[], value: Scalar | undefined): string {
  return edit(text, (document) => setOrRemove(document, path, value));
}

/** Sets a key to a list or a section, written on one line. */
export function setSection(text: string, path: readonly string[], value: object): string {
  return edit(text, (document) => setIn(document, path, document.createNode(value, { flow: true })));
}

/** Another method: settings of population based training mean nothing to it, and the parser refuses them. */
export function setMethod(text: string, method: string): string {
  return edit(text, (document) => {
    document.set('method', method);
    if (method !== 'pbt') document.delete('pbt');
  });
}

/** The seeds of `repeats` are what `repeat_over` names; 1 is the same as nothing. */
export function setRepeats(text: string, repeats: number | undefined): string {
  return edit(text, (document) => {
    for (const key of ['repeats', 'repeat_over']) if (repeats === undefined) document.delete(key);
    if (repeats === undefined) return;
    if (!document.has('repeat_over')) document.set('repeat_over', document.createNode(['seed'], { flow: true }));
    document.set('repeats', repeats);
  });
}

/** Sets one hyperparameter; `undefined` gives it back to the recipe's default. `isInteger` chooses the distribution of a range. */
export function setParameter(
  text: string,
  name: string,
  setting: Exclude<ParameterSetting, { kind: 'other' }> | undefined,
  isInteger: boolean,
): string {
  return edit(text, (document) => {
    if (setting === undefined) {
      document.deleteIn(['parameters', name]);
      return;
    }
    if (!document.hasIn(['parameters'])) document.set('parameters', document.createNode({}));
    const node = document.createNode(writtenSetting(setting, isInteger), { flow: true });
    document.setIn(['parameters', name], node);
  });
}

/** Another recipe: its data set and its hyperparameters are other ones, so settings it does not know are dropped. */
export function setRecipe(text: string, recipe: string, known: ReadonlySet<string>): string {
  return edit(text, (document) => {
    document.set('recipe', recipe);
    document.delete('dataset');
    const parameters = document.toJS()?.parameters;
    for (const name of Object.keys(parameters ?? {})) {
      if (!known.has(name)) document.deleteIn(['parameters', name]);
    }
  });
}

function writtenSetting(setting: Exclude<ParameterSetting, { kind: 'other' }>, isInteger: boolean) {
  switch (setting.kind) {
    case 'value':
      return { value: setting.value };
    case 'values':
      return { values: setting.values };
    case 'range': {
      const { min, max, isLog } = setting;
      // Without a distribution whole bounds would mean whole numbers, so it is always named.
      if (!isLog) return { min, max, distribution: isInteger ? 'int_uniform' : 'uniform' };
      return isInteger
        ? { min, max, distribution: 'q_log_uniform_values', q: 1 }
        : { min, max, distribution: 'log_uniform_values' };
    }
  }
}

/** Sets what is at a path, in a list too; `undefined` and '' remove it, and the section that it leaves empty. */
export function setOrRemove(document: Document, path: Path, value: Scalar | undefined): void {
  if (value === undefined || value === '') removeKey(document, path);
  else setIn(document, path, value);
}

/** A section that is missing, or is no section, is made on one line, as the form writes it. */
function setIn(document: Document, path: Path, value: unknown): void {
  const [section, key] = path;
  if (section === undefined) return;
  if (key === undefined) document.set(section, value);
  else if (isCollection(document.get(section))) document.setIn(path, value);
  else {
    document.set(section, document.createNode({}, { flow: true }));
    document.setIn(path, value);
  }
}

export function removeKey(document: Document, path: Path): void {
  if (document.hasIn(path)) document.deleteIn(path);
  const [section] = path;
  const node = document.get(section);
  if (path.length > 1 && isCollection(node) && node.items.length === 0) document.delete(section);
}

/** Text that cannot be read is given back as it is: the form is locked then anyhow. */
export function edit(text: string, change: (document: Document) => void): string {
  const document = parseDocument(text);
  if (document.errors.length > 0) return text;
  change(document);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
