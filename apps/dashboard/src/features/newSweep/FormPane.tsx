import type { Catalog } from '@seesaw/shared/catalog';
import { setKey, setParameter, setRecipe } from './editSweepText.ts';
import { Fold } from './Fold.tsx';
import { Labelled } from './Labelled.tsx';
import { ObjectiveFields } from './ObjectiveFields.tsx';
import { onlyInFile } from './onlyInFile.ts';
import { ParameterRow } from './ParameterRow.tsx';
import { countRunning, RunningSection } from './RunningSection.tsx';
import { SearchSection } from './SearchSection.tsx';
import { StopRuleSection } from './StopRuleSection.tsx';
import { shortestTraining } from './stopRule.ts';
import type { SweepForm } from './sweepForm.ts';
import { WarmStartSection } from './WarmStartSection.tsx';
import './newSweep.css';

/** The same file as fields. Every change edits the text; nothing is kept here. */
export function FormPane(props: {
  form: SweepForm;
  catalog: Catalog;
  text: string;
  isLocked: boolean;
  onText: (text: string) => void;
}) {
  const { form, catalog, text, onText } = props;
  const recipe = catalog.recipes.find((one) => one.name === form.recipe);
  const set = (path: readonly string[]) => (value: string | number | undefined) => onText(setKey(text, path, value));
  const balance = recipe?.hyperparameters.filter((one) => one.balance === true || one.name === 'loss') ?? [];
  const rest = recipe?.hyperparameters.filter((one) => !balance.includes(one)) ?? [];
  const restSet = rest.filter((one) => form.parameters[one.name] !== undefined).length;
  const running = countRunning(form);
  const hidden = onlyInFile(form, recipe);
  const rows = (list: typeof balance) =>
    list.map((parameter) => (
      <ParameterRow
        key={parameter.name}
        parameter={parameter}
        setting={form.parameters[parameter.name]}
        onChange={(setting) => onText(setParameter(text, parameter.name, setting, parameter.kind === 'int'))}
      />
    ));
  return (
    <fieldset className="sweep-form" disabled={props.isLocked}>
      <legend className="visually-hidden">Sweep as a form</legend>
      <div className="fields">
        <Labelled label="name">
          <input className="field" value={form.name} onChange={(event) => set(['name'])(event.target.value)} />
        </Labelled>
        <Labelled label="recipe">
          <select
            className="field"
            value={form.recipe}
            onChange={(event) => {
              const next = catalog.recipes.find((one) => one.name === event.target.value);
              const known = new Set(next?.hyperparameters.map((one) => one.name));
              onText(setRecipe(text, event.target.value, known));
            }}
          >
            {recipe === undefined && <option value={form.recipe}>{form.recipe || 'choose…'}</option>}
            {catalog.recipes.map((one) => (
              <option key={one.name} value={one.name}>
                {one.title}
              </option>
            ))}
          </select>
        </Labelled>
        <Labelled label="data">
          <select className="field" value={form.dataset} onChange={(event) => set(['dataset'])(event.target.value)}>
            <option value="">{recipe === undefined ? '–' : `${recipe.defaultDataset} (default)`}</option>
            {dataChoices(catalog, recipe?.datasets ?? [], form.dataset).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </Labelled>
      </div>
      <ObjectiveFields form={form} metrics={recipe?.metrics ?? []} text={text} onText={onText} />
      <h2 className="part">Search</h2>
      <SearchSection form={form} text={text} onText={onText} />
      <h2 className="part">Early stopping</h2>
      <StopRuleSection
        value={form.file.early_terminate}
        text={text}
        lastStep={shortestTraining(
          form.parameters.steps,
          recipe?.hyperparameters.find((one) => one.name === 'steps')?.default,
        )}
        metrics={recipe?.metrics ?? []}
        isPbt={form.method === 'pbt'}
        onText={onText}
      />
      <Fold isUsed={form.file.warm_start !== undefined} title="What it begins with: points, earlier sweeps">
        <WarmStartSection form={form} recipe={recipe} text={text} onText={onText} />
      </Fold>
      <Fold
        isUsed={running.set > 0}
        title={
          <>
            Running it: places, limits, retries, checkpoints{' '}
            <span className="dim">{setWords(running.set, running.all)}</span>
          </>
        }
      >
        <RunningSection form={form} text={text} onText={onText} />
      </Fold>
      {recipe !== undefined && (
        <>
          <h2 className="part">{balance.length > 0 ? 'Balance' : 'Parameters'}</h2>
          <p className="dim">{recipe.description}</p>
          {rows(balance)}
          <Fold
            isUsed={restSet > 0}
            title={
              <>
                {balance.length > 0 ? 'Network, training, watching' : 'All of the recipe'}{' '}
                <span className="dim">{setWords(restSet, rest.length)}</span>
              </>
            }
          >
            {rows(rest)}
          </Fold>
        </>
      )}
      {hidden.length > 0 && (
        <p className="dim only-in-file">
          Only in the file, and kept as it is: <code>{hidden.join(', ')}</code>
        </p>
      )}
    </fieldset>
  );
}

function setWords(set: number, all: number): string {
  return `${all} settings${set > 0 ? `, ${set} set` : ', all at their defaults'}`;
}

/** Names and aliases the recipe can train on; a name it does not know, or one with a folder, stays visible. */
function dataChoices(catalog: Catalog, names: readonly string[], current: string): string[] {
  const whole = catalog.datasets.filter((one) => names.includes(one.name) && one.inFolder === undefined);
  const aliases = whole.flatMap((one) => one.aliases);
  return [...new Set([...aliases, ...whole.map((one) => one.name), ...(current === '' ? [] : [current])])];
}
