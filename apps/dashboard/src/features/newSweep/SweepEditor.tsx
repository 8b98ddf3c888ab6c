import { useDebouncedValue } from '@mantine/hooks';
import type { Catalog } from '@seesaw/shared/catalog';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { createSweep } from '../../api/commands.ts';
import { ApiError } from '../../api/request.ts';
import { validationQuery } from '../../api/systemQueries.ts';
import { Card } from '../../parts/Card.tsx';
import { useUrlState } from '../../useUrlState.ts';
import { FormPane } from './FormPane.tsx';
import { readSweepForm } from './readSweepForm.ts';
import type { Starter } from './starters.ts';
import type { SweepForm } from './sweepForm.ts';
import { forgetDraft, useDraft } from './useDraft.ts';
import { ValidationPanel } from './ValidationPanel.tsx';
import { type FileProblem, YamlEditor, type YamlEditorHandle } from './YamlEditor.tsx';

const noProblems: readonly FileProblem[] = [];

export function SweepEditor(props: {
  catalog: Catalog;
  starters: readonly Starter[];
  /** A text that was asked for by the address; wins over a draft. */
  explicit: string | undefined;
  fallback: string;
}) {
  const [draft, setText] = useDraft(props.explicit);
  const text = draft ?? props.fallback;
  const [search, setSearch] = useUrlState();
  const navigate = useNavigate();
  const editor = useRef<YamlEditorHandle>(null);
  const [settled] = useDebouncedValue(text, 300);
  const validation = useQuery(validationQuery(settled));
  const isChecking = settled !== text || validation.isFetching;

  const read = readSweepForm(text);
  const lastForm = useRef<SweepForm | undefined>(undefined);
  if (read.ok) lastForm.current = read.form;
  const form = lastForm.current;

  // The same text sent twice (a lost answer, a double click) is one sweep.
  const attempt = useRef({ text: '', key: '' });
  const launch = useMutation({
    mutationFn: () => {
      if (attempt.current.text !== text) attempt.current = { text, key: randomKey() };
      return createSweep(text, attempt.current.key);
    },
    onSuccess: (sweep) => {
      forgetDraft();
      void navigate({ to: '/sweeps/$sweepId', params: { sweepId: sweep.id } });
    },
  });
  const refused = launch.error instanceof ApiError ? launch.error.problem?.problems : undefined;
  const problems = validation.data?.problems ?? refused ?? noProblems;
  const isReady = validation.data?.ok === true && !isChecking;

  return (
    <>
      <div className="head" style={{ marginBottom: 12 }}>
        <h1>New sweep</h1>
        <div className="acts">
          <select
            className="field"
            aria-label="Start from"
            value={search.start ?? ''}
            onChange={(event) => setSearch({ start: event.target.value, clone: undefined, trial: undefined })}
          >
            <option value="">Start from…</option>
            <optgroup label="Examples">
              {props.starters
                .filter((one) => one.id.startsWith('example:'))
                .map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.label}
                  </option>
                ))}
            </optgroup>
            <optgroup label="Recipes">
              {props.starters
                .filter((one) => one.id.startsWith('recipe:'))
                .map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.label}
                  </option>
                ))}
            </optgroup>
          </select>
          <button
            type="button"
            className="btn primary"
            disabled={!isReady || launch.isPending}
            onClick={() => launch.mutate()}
          >
            {launch.isPending ? 'Launch requested…' : launchWords(validation.data?.sweep?.plannedTrials, isReady)}
          </button>
        </div>
      </div>
      {launch.error !== null && (
        <div className="note bad" role="alert">
          <b>Not launched.</b> {launch.error.message} {launch.error instanceof ApiError ? launch.error.hint : ''}
        </div>
      )}
      <div className="new-sweep">
        <Card title="Form" {...(read.ok ? {} : { small: `line ${read.line} cannot be read; the form waits` })}>
          {form === undefined ? (
            <p className="dim">The form appears as soon as the text can be read.</p>
          ) : (
            <FormPane form={form} catalog={props.catalog} text={text} isLocked={!read.ok} onText={setText} />
          )}
        </Card>
        <div className="stack">
          <Card title="Sweep file" small="YAML; W&B sweep files work too">
            <YamlEditor text={text} problems={problems} onChange={setText} handle={editor} />
          </Card>
          <ValidationPanel
            reply={validation.data}
            problems={problems}
            isChecking={isChecking}
            error={validation.error}
            onGoTo={(problem) => editor.current?.goTo(problem.line, problem.column)}
          />
        </div>
      </div>
    </>
  );
}

function launchWords(trials: number | undefined, isReady: boolean): string {
  return isReady && trials !== undefined ? `Launch ${trials} ${trials === 1 ? 'trial' : 'trials'}` : 'Launch';
}

/** `crypto.randomUUID` exists only in secure contexts; a page on a plain host name has none. */
function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
