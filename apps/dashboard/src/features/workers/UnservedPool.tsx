import { CommandLine } from '../../parts/CommandLine.tsx';
import { startCommand } from './pools.ts';

/** Says that nobody trains for a pool, and how to change that. */
export function UnservedPool(props: { pool: string; words: string }) {
  return (
    <div className="note warn" role="status">
      <span className="grow">
        <b>No trainer serves the pool “{props.pool}”.</b> {props.words}
      </span>
      <CommandLine command={startCommand(props.pool)} />
    </div>
  );
}
