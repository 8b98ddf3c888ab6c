import type { ExpressionProblem } from '@seesaw/shared/expression/expression';

/** What is wrong, with the place in the text; a press puts the caret there. */
export function FilterProblemLine(props: {
  id: string;
  text: string;
  problem: ExpressionProblem;
  /** The filter that the table shows meanwhile. */
  shown: string;
  onShow: () => void;
}) {
  const { text, problem } = props;
  const at = problem.column - 1;
  const before = text.slice(Math.max(0, at - 30), at);
  const here = /^(\w+|\S?)/.exec(text.slice(at))?.[0] ?? '';
  const after = text.slice(at + here.length, at + here.length + 20);
  return (
    <div id={props.id} className="filter-problem" role="status">
      <button type="button" className="btn small plain" title="Put the caret there" onClick={props.onShow}>
        column {problem.column}
      </button>
      <code>
        {at > 30 && '…'}
        {before}
        <mark>{here === '' ? '⌄' : here}</mark>
        {after}
      </code>
      <span>
        {problem.message} {problem.suggestion}
      </span>
      {text.trim() !== props.shown && (
        <span className="dim">{props.shown === '' ? 'Shown: all trials.' : 'Shown: the filter before.'}</span>
      )}
    </div>
  );
}
