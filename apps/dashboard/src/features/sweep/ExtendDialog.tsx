import { Modal } from '@mantine/core';
import type { CommandBody } from '@seesaw/shared/api';
import type { SweepRow } from '@seesaw/shared/records';
import { isEndedSweep } from '@seesaw/shared/sweepState';
import { useState } from 'react';
import { formatCount, formatScalar } from '../../format/numbers.ts';
import { DialogEnd } from '../../parts/DialogEnd.tsx';
import { boundFields, type Extending, extendBody } from './extendBody.ts';

/** More of a sweep: more trials, more steps, a wider space. */
export function ExtendDialog(props: {
  sweep: SweepRow;
  opened: boolean;
  onClose: () => void;
  onExtend: (body: CommandBody) => void;
}) {
  const { sweep } = props;
  const [wish, setWish] = useState<Extending>({ trials: '', steps: '', from: 'checkpoint', bounds: {} });
  const lastStep = sweep.definition.base.steps;
  const axes = boundFields(sweep.definition);
  const read = extendBody(wish, sweep.definition);
  const setBound = (name: string, part: string, text: string) =>
    setWish({ ...wish, bounds: { ...wish.bounds, [name]: { ...wish.bounds[name], [part]: text } } });
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={`Extend ${sweep.name}`} size="lg">
      <div className="stack">
        <div className="acts">
          <label className="dim">
            more trials{' '}
            <input
              className="field num"
              inputMode="numeric"
              placeholder="0"
              style={{ width: 90 }}
              value={wish.trials}
              onChange={(event) => setWish({ ...wish, trials: event.target.value })}
            />
          </label>
          <span className="faint">{formatCount(sweep.plannedTrials)} planned so far</span>
        </div>
        <div className="acts">
          <label className="dim">
            new last step{' '}
            <input
              className="field num"
              inputMode="numeric"
              placeholder={lastStep === undefined ? 'as it is' : String(lastStep)}
              style={{ width: 110 }}
              value={wish.steps}
              onChange={(event) => setWish({ ...wish, steps: event.target.value })}
            />
          </label>
          {wish.steps !== '' && (
            <select
              className="field"
              aria-label="Where finished trials go on"
              value={wish.from}
              onChange={(event) => setWish({ ...wish, from: event.target.value as Extending['from'] })}
            >
              <option value="checkpoint">finished trials go on from their newest checkpoint</option>
              <option value="scratch">finished trials begin anew</option>
            </select>
          )}
        </div>
        {axes.length > 0 && (
          <details>
            <summary>Wider bounds, for trials that are not drawn yet</summary>
            <table className="list" style={{ marginTop: 6 }}>
              <tbody>
                {axes.map((axis) => (
                  <tr key={axis.name}>
                    <td>
                      <code>{axis.name}</code>
                    </td>
                    <td>
                      {axis.kind === 'range' ? (
                        <span className="acts">
                          {(['min', 'max'] as const).map((end) => (
                            <input
                              key={end}
                              className="field num"
                              style={{ width: 96 }}
                              aria-label={`${end === 'min' ? 'Smallest' : 'Largest'} ${axis.name}`}
                              placeholder={formatScalar(axis[end])}
                              value={wish.bounds[axis.name]?.[end] ?? ''}
                              onChange={(event) => setBound(axis.name, end, event.target.value)}
                            />
                          ))}
                        </span>
                      ) : (
                        <input
                          className="field"
                          style={{ width: '100%' }}
                          aria-label={`Values to add to ${axis.name}`}
                          placeholder={`besides ${axis.values.map(formatScalar).join(', ')}`}
                          value={wish.bounds[axis.name]?.values ?? ''}
                          onChange={(event) => setBound(axis.name, 'values', event.target.value)}
                        />
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        )}
        <p className="dim">
          Every point, metric, sample and checkpoint so far stays as it is.
          {isEndedSweep(sweep.state) && ' The sweep runs again.'}
        </p>
        {read.misfit !== undefined && (
          <p role="alert" style={{ color: 'var(--bad)' }}>
            {read.misfit}
          </p>
        )}
        <DialogEnd
          action="Extend"
          disabled={read.body === undefined}
          onAct={() => read.body !== undefined && props.onExtend(read.body)}
          onClose={props.onClose}
        />
      </div>
    </Modal>
  );
}
