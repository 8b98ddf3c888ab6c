import { useState } from 'react';

/** A number that may be absent. What is half typed stays in the field and reaches the file only when it is a number. */
export function NumberInput(props: {
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  placeholder?: string;
  label?: string;
  describedBy?: string;
  /** Why a number does not fit; it reaches the file all the same, where the server says more. */
  misfit?: (value: number) => string | undefined;
}) {
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const shown = draft ?? (props.value === undefined ? '' : String(props.value));
  const isEmpty = shown.trim() === '';
  const isRight = isEmpty || (Number.isFinite(Number(shown)) && props.misfit?.(Number(shown)) === undefined);
  return (
    <input
      className="field num"
      inputMode="decimal"
      aria-label={props.label}
      aria-invalid={!isRight}
      aria-describedby={props.describedBy}
      placeholder={props.placeholder}
      value={shown}
      onChange={(event) => {
        const text = event.target.value;
        setDraft(text);
        if (text.trim() === '') props.onChange(undefined);
        else if (Number.isFinite(Number(text))) props.onChange(Number(text));
      }}
      onBlur={() => setDraft(undefined)}
    />
  );
}
