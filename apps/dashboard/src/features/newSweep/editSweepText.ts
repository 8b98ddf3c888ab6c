import type { Scalar } from '@seesaw/shared/hyperparameter';
import { type Document, parseDocument } from 'yaml';
import type { ParameterSetting } from './sweepForm.ts';

/** Sets one key of the text, e.g. `['metric', 'goal']`; `undefined` removes it. Comments and order of the rest stay. */
export function setKey(text: string, path: readonly string[], value: Scalar | undefined): string {
  return edit(text, (document) => {
    if (value === undefined || value === '') document.deleteIn(path);
    else document.setIn(path, value);
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

/** Text that cannot be read is given back as it is: the form is locked then anyhow. */
function edit(text: string, change: (document: Document) => void): string {
  const document = parseDocument(text);
  if (document.errors.length > 0) return text;
  change(document);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
