import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { applyCompletion, type Completion, type CompletionOption, completeFilter } from './completeFilter.ts';
import { FilterProblemLine } from './FilterProblemLine.tsx';
import type { FilterWord } from './filterVocabulary.ts';
import { type FilterDraft, useFilterDraft } from './useFilterDraft.ts';
import './filter.css';

/**
 * A filter in the server's grammar, with completion of names, values and operators (↓ chooses, Enter or Tab takes). What cannot be
 * read is pointed at and not asked for.
 */
export function FilterField(props: {
  inputRef: RefObject<HTMLInputElement | null>;
  value: string;
  words: readonly FilterWord[] | undefined;
  refusal: FilterDraft['problem'];
  onChange: (filter: string) => void;
}) {
  const { inputRef, words = [] } = props;
  const id = useId();
  const draft = useFilterDraft(props);
  const [open, setOpen] = useState(false);
  const [caret, setCaret] = useState(0);
  const [active, setActive] = useState(-1);
  const completion = open ? completeFilter(draft.text, caret, words) : undefined;
  const options = completion?.options ?? [];
  const isShown = options.length > 0;
  // Half a word that can be completed is no mistake.
  const isCompleting = isShown && completion !== undefined && completion.from < completion.to;
  const problem = isCompleting ? undefined : draft.problem;
  useCaretAfter(inputRef, draft.text, draft.caretAfter);

  const change = (text: string, at: number) => {
    draft.type(text);
    setCaret(at);
    setOpen(true);
    setActive(-1);
  };
  const take = (option: CompletionOption | undefined) => {
    if (completion === undefined || option === undefined) return;
    const after = applyCompletion(draft.text, completion, option);
    draft.type(after.text, after.caret);
    setCaret(after.caret);
    setActive(-1);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const done = pressed(event, { isShown, isOpen: open, active, count: options.length });
    if (done === undefined) return;
    event.preventDefault();
    if (done.kind === 'move') setActive(done.to);
    else if (done.kind === 'take') take(options[Math.max(0, active)]);
    else if (done.kind === 'close') setOpen(false);
    else if (done.kind === 'open') {
      setCaret(event.currentTarget.selectionStart ?? draft.text.length);
      setOpen(true);
    } else if (done.kind === 'apply') {
      setOpen(false);
      draft.applyNow();
    } else event.currentTarget.blur();
  };

  return (
    <div className="filter-field">
      <input
        ref={inputRef}
        type="text"
        className="field mono"
        role="combobox"
        aria-label="Filter trials"
        aria-autocomplete="list"
        aria-expanded={isShown}
        aria-controls={`${id}-list`}
        aria-activedescendant={isShown && active >= 0 ? `${id}-${active}` : undefined}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        placeholder={'Filter: loss in ("hinge", "lsgan") and lr_ratio < 0.5   ( / )'}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        value={draft.text}
        onChange={(event) => change(event.target.value, event.target.selectionStart ?? event.target.value.length)}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
        onKeyDown={press}
        onFocus={(event) => {
          setCaret(event.target.selectionStart ?? 0);
          setOpen(true);
        }}
        onBlur={() => {
          setOpen(false);
          draft.applyNow();
        }}
      />
      {draft.text !== '' && (
        <button type="button" className="btn small plain clear" aria-label="Clear the filter" onClick={draft.clear}>
          ✕
        </button>
      )}
      <Options id={id} completion={completion} active={active} onTake={take} />
      {problem !== undefined && (
        <FilterProblemLine
          id={`${id}-problem`}
          text={draft.text}
          problem={problem}
          shown={props.value}
          onShow={() => {
            const at = problem.column - 1;
            inputRef.current?.focus();
            inputRef.current?.setSelectionRange(at, at);
          }}
        />
      )}
    </div>
  );
}

function Options(props: {
  id: string;
  completion: Completion | undefined;
  active: number;
  onTake: (option: CompletionOption) => void;
}) {
  const { id, active } = props;
  const options = props.completion?.options ?? [];
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active >= 0) list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  // A table below other cards has its filter near the edge of the window.
  useEffect(() => {
    if (options.length > 0) list.current?.scrollIntoView({ block: 'nearest' });
  }, [options.length]);
  return (
    <div
      ref={list}
      id={`${id}-list`}
      role="listbox"
      aria-label="What may stand here"
      className="completions"
      hidden={options.length === 0}
    >
      {options.map((option, index) => (
        // The field keeps the focus and hears the keys.
        // biome-ignore lint/a11y/useFocusableInteractive: options of a combobox are reached by aria-activedescendant
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
        <div
          key={option.text}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className={index === active ? 'active' : ''}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => props.onTake(option)}
        >
          <code>{option.label}</code>
          <span>{option.note}</span>
        </div>
      ))}
    </div>
  );
}

/** Puts the caret behind a completion once the text is in the field. */
function useCaretAfter(input: RefObject<HTMLInputElement | null>, text: string, at: number | undefined): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: again for each text
  useEffect(() => {
    if (at !== undefined) input.current?.setSelectionRange(at, at);
  }, [input, text, at]);
}

type Pressed =
  | { readonly kind: 'move'; readonly to: number }
  | { readonly kind: 'take' | 'open' | 'close' | 'apply' | 'leave' };

function pressed(
  event: KeyboardEvent,
  list: { isShown: boolean; isOpen: boolean; active: number; count: number },
): Pressed | undefined {
  const { isShown, active, count } = list;
  switch (event.key) {
    case 'ArrowDown':
      return isShown ? { kind: 'move', to: (active + 1) % count } : { kind: 'open' };
    case 'ArrowUp':
      return isShown ? { kind: 'move', to: active <= 0 ? count - 1 : active - 1 } : undefined;
    case ' ':
      return event.ctrlKey ? { kind: 'open' } : undefined;
    case 'Enter':
      return isShown && active >= 0 ? { kind: 'take' } : { kind: 'apply' };
    case 'Tab':
      return isShown && active >= 0 && !event.shiftKey ? { kind: 'take' } : undefined;
    case 'Escape':
      return isShown ? { kind: 'close' } : { kind: 'leave' };
    default:
      return undefined;
  }
}
