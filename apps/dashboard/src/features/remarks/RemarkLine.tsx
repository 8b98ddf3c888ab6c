import type { Remark } from '@seesaw/shared/remark';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { parseTags } from './parseTags.ts';
import './remarks.css';

/** Tags and notes of a sweep or a trial, shown as they were written, and the form that changes them. */
export function RemarkLine(props: {
  /** "the sweep", "trial 0003": for the form's labels. */
  what: string;
  notes: string;
  tags: readonly string[];
  save: (remark: Remark) => Promise<unknown>;
}) {
  const [draft, setDraft] = useState<{ notes: string; tags: string } | undefined>(undefined);
  const saving = useMutation({ mutationFn: props.save, onSuccess: () => setDraft(undefined) });
  const isEmpty = props.notes === '' && props.tags.length === 0;
  if (draft === undefined) {
    return (
      <div className="remark">
        {props.tags.map((tag) => (
          <span key={tag} className="chip">
            # {tag}
          </span>
        ))}
        {props.notes !== '' && <p className="notes">{props.notes}</p>}
        <button
          type="button"
          className="btn small plain dim"
          onClick={() => setDraft({ notes: props.notes, tags: props.tags.join(', ') })}
        >
          {isEmpty ? '+ tags, notes' : 'Edit'}
          <span className="visually-hidden"> of {props.what}</span>
        </button>
      </div>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate({ notes: draft.notes.trim(), tags: parseTags(draft.tags) });
  };
  return (
    <form className="remark editing" onSubmit={submit}>
      <label className="dim">
        tags, with commas
        <input
          className="field"
          // biome-ignore lint/a11y/noAutofocus: the field was just asked for
          autoFocus
          value={draft.tags}
          onChange={(event) => setDraft({ ...draft, tags: event.target.value })}
        />
      </label>
      <label className="dim">
        notes
        <textarea
          className="field"
          rows={3}
          maxLength={10_000}
          value={draft.notes}
          onChange={(event) => setDraft({ ...draft, notes: event.target.value })}
        />
      </label>
      {saving.error !== null && (
        <p role="alert" style={{ color: 'var(--bad)' }}>
          Not saved: {saving.error.message}
        </p>
      )}
      <span className="acts">
        <button type="submit" className="btn primary" disabled={saving.isPending}>
          {saving.isPending ? 'Saving…' : 'Save'}
        </button>
        <button type="button" className="btn" onClick={() => setDraft(undefined)}>
          Back
        </button>
      </span>
    </form>
  );
}
