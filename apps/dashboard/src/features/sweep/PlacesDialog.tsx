import { Modal } from '@mantine/core';
import type { CommandBody } from '@seesaw/shared/api';
import type { SweepRow } from '@seesaw/shared/records';
import { useState } from 'react';

const priorityWords = ['1, first of all', '2', '3, as usual', '4', '5, when nothing else waits'];

/** How many trials run at once, and who is served first where slots are few. Each is a command of its own. */
export function PlacesDialog(props: {
  sweep: SweepRow;
  opened: boolean;
  onClose: () => void;
  onSend: (body: CommandBody, words: string) => void;
}) {
  const { sweep } = props;
  const [concurrency, setConcurrency] = useState(String(sweep.concurrency));
  const wanted = /^[1-9]\d{0,3}$/.test(concurrency) ? Number(concurrency) : undefined;
  const running = sweep.counts.running ?? 0;
  return (
    <Modal opened={props.opened} onClose={props.onClose} title="Places and priority">
      <div className="stack">
        <form
          className="acts"
          onSubmit={(event) => {
            event.preventDefault();
            if (wanted !== undefined)
              props.onSend({ kind: 'set-concurrency', concurrency: wanted }, `${wanted} at once`);
          }}
        >
          <label className="dim">
            trials at once{' '}
            <input
              className="field num"
              inputMode="numeric"
              style={{ width: 80 }}
              aria-invalid={wanted === undefined || wanted > 1000}
              value={concurrency}
              onChange={(event) => setConcurrency(event.target.value)}
            />
          </label>
          <button
            type="submit"
            className="btn"
            disabled={wanted === undefined || wanted > 1000 || wanted === sweep.concurrency}
          >
            Change
          </button>
        </form>
        <p className="dim">
          With fewer, the {running} running ones go on to their end and are not replaced until there is room again.
        </p>
        <label className="dim">
          priority in pool {sweep.pool}{' '}
          <select
            className="field"
            value={sweep.priority}
            onChange={(event) =>
              props.onSend(
                { kind: 'set-priority', priority: Number(event.target.value) },
                `Priority ${event.target.value}`,
              )
            }
          >
            {priorityWords.map((words, index) => (
              <option key={words} value={index + 1}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <p className="dim">A running trial is never interrupted for another one; those that wait are queued anew.</p>
      </div>
    </Modal>
  );
}
