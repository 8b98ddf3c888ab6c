import type { ExpressionProblem } from '@seesaw/shared/expression/expression';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { checkFilter } from './checkFilter.ts';
import type { FilterWord } from './filterVocabulary.ts';

/** A pause in typing, after which the filter is asked for. */
const pauseMs = 200;
/** Half a word is always wrong: what is wrong is said once the person stops to think. */
const problemAfterMs = 700;

export interface FilterDraft {
  readonly text: string;
  /** Where the caret belongs since a completion was taken. */
  readonly caretAfter: number | undefined;
  readonly problem: ExpressionProblem | undefined;
  readonly type: (text: string, caretAfter?: number) => void;
  readonly applyNow: () => void;
  readonly clear: () => void;
}

/** What stands in the field and what of it is applied: a text that can be read, after a pause. */
export function useFilterDraft(filter: {
  /** The filter that is applied. */
  readonly value: string;
  readonly words: readonly FilterWord[] | undefined;
  /** What the server found wrong with it. */
  readonly refusal: ExpressionProblem | undefined;
  readonly onChange: (filter: string) => void;
}): FilterDraft {
  const { value, words, refusal } = filter;
  const [draft, setDraft] = useState<{ text: string; caretAfter?: number | undefined }>({ text: value });
  const [quiet, setQuiet] = useState(true);
  const apply = useRef(filter.onChange);
  const applied = useRef(value);
  const { text } = draft;
  const wrong = useMemo(() => (words === undefined ? undefined : checkFilter(text, words)), [text, words]);

  useEffect(() => {
    apply.current = filter.onChange;
  });
  const send = useCallback((next: string) => {
    applied.current = next.trim();
    apply.current(next.trim());
  }, []);
  // Somebody else changed it: back and forward, a link, the reset of the page.
  useEffect(() => {
    if (value === applied.current) return;
    applied.current = value;
    setDraft({ text: value });
  }, [value]);
  useEffect(() => {
    if (text.trim() === applied.current || wrong !== undefined) return;
    const timer = window.setTimeout(() => send(text), pauseMs);
    return () => window.clearTimeout(timer);
  }, [text, wrong, send]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each key begins the wait anew
  useEffect(() => {
    const timer = window.setTimeout(() => setQuiet(false), problemAfterMs);
    return () => window.clearTimeout(timer);
  }, [text]);

  return {
    text,
    caretAfter: draft.caretAfter,
    problem: text.trim() === value && refusal !== undefined ? refusal : quiet ? undefined : wrong,
    type: (next, caretAfter) => {
      setDraft({ text: next, caretAfter });
      setQuiet(true);
    },
    applyNow: () => {
      setQuiet(false);
      if (wrong === undefined && text.trim() !== applied.current) send(text);
    },
    clear: () => {
      setDraft({ text: '' });
      send('');
    },
  };
}
