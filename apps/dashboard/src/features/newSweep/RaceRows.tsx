import { raceConfidence } from '@seesaw/shared/settings/searchSettings';
import { useId } from 'react';
import { setKey } from './editSweepText.ts';
import { Row, SettingRow } from './SettingRow.tsx';
import { type FileMapping, valueAt } from './sweepForm.ts';

/** Whether the remaining repeats of a bad point are skipped, and how sure one has to be. */
export function RaceRows(props: { file: FileMapping; text: string; onText: (text: string) => void }) {
  const { file, text, onText } = props;
  const id = useId();
  const isOff = file.race === false;
  return (
    <>
      <Row
        name="race"
        isSet={file.race !== undefined}
        describedBy={id}
        note={
          isOff ? 'Every point has all its repeats.' : 'Repeats of a point that is surely not the best are skipped.'
        }
      >
        <select
          className="field"
          aria-label="race"
          aria-describedby={id}
          value={isOff ? 'off' : 'on'}
          onChange={(event) => onText(setKey(text, ['race'], event.target.value === 'off' ? false : undefined))}
        >
          <option>on</option>
          <option>off</option>
        </select>
      </Row>
      {!isOff && (
        <SettingRow
          setting={raceConfidence}
          path={`race.${raceConfidence.key}`}
          value={valueAt(file, ['race', raceConfidence.key])}
          onChange={(value) => onText(setKey(text, ['race', raceConfidence.key], value))}
        />
      )}
    </>
  );
}
