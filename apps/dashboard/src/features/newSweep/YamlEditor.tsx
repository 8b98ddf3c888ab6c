import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { setDiagnostics } from '@codemirror/lint';
import type { Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Problem } from '@seesaw/shared/api';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { editing } from './yamlEditing.ts';

export type FileProblem = NonNullable<Problem['problems']>[number];

export interface YamlEditorHandle {
  goTo(line: number, column: number): void;
}

const look = EditorView.theme({
  '&': { fontSize: '12.5px', backgroundColor: 'var(--panel)', color: 'var(--ink)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6', minHeight: '340px', maxHeight: '70vh' },
  '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--faint)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--hover)' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--sel)',
  },
  '.cm-tooltip': { backgroundColor: 'var(--panel)', border: '1px solid var(--line)', color: 'var(--ink)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
});

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--d)' },
  { tag: [tags.string, tags.content], color: 'var(--ink)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--ok)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--dim)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--dim)' },
]);

/** The sweep file as text, with the server's findings marked where they are. */
export function YamlEditor(props: {
  text: string;
  problems: readonly FileProblem[];
  onChange: (text: string) => void;
  handle: Ref<YamlEditorHandle>;
}) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | undefined>(undefined);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    if (host.current === null) return;
    const made = new EditorView({
      doc: latest.current.text,
      parent: host.current,
      extensions: [
        editing,
        yaml(),
        look,
        syntaxHighlighting(colours),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': 'Sweep file (YAML)', tabindex: '0' }),
        EditorView.updateListener.of((update) => {
          const text = update.state.doc.toString();
          if (update.docChanged && text !== latest.current.text) latest.current.onChange(text);
        }),
      ],
    });
    view.current = made;
    return () => {
      view.current = undefined;
      made.destroy();
    };
  }, []);

  useEffect(() => {
    const current = view.current;
    if (current === undefined || current.state.doc.toString() === props.text) return;
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: props.text } });
  }, [props.text]);

  useEffect(() => {
    const current = view.current;
    if (current === undefined) return;
    const { doc } = current.state;
    const diagnostics = props.problems.map((problem) => {
      const from = offsetOf(doc, problem.line, problem.column);
      const lineEnd = doc.lineAt(from).to;
      const message = problem.suggestion === undefined ? problem.message : `${problem.message} ${problem.suggestion}`;
      return { from, to: Math.max(from, lineEnd), severity: problem.severity, message };
    });
    current.dispatch(setDiagnostics(current.state, diagnostics));
  }, [props.problems]);

  useImperativeHandle(props.handle, () => ({
    goTo(line, column) {
      const current = view.current;
      if (current === undefined) return;
      const anchor = offsetOf(current.state.doc, line, column);
      current.dispatch({ selection: { anchor }, scrollIntoView: true });
      current.focus();
    },
  }));

  return <div ref={host} />;
}

/** 1-based line and column; the text may have become shorter since it was checked. */
function offsetOf(doc: Text, line: number, column: number): number {
  const found = doc.line(Math.max(1, Math.min(doc.lines, line)));
  return Math.min(found.to, found.from + Math.max(0, column - 1));
}
