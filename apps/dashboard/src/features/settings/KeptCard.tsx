import { useState } from 'react';
import { Card } from '../../parts/Card.tsx';
import { Confirm } from '../../parts/Confirm.tsx';
import { forgetKept, keptHere } from './keptHere.ts';

export function KeptCard() {
  const [kept, setKept] = useState(keptHere);
  const [asked, setAsked] = useState(false);
  const words = [
    ...counted(kept.views, 'page', 'named views of '),
    ...counted(kept.layouts, 'sweep', 'table columns of '),
  ];
  return (
    <Card title="Kept in this browser" small="nowhere else: others see what is in an address">
      <div className="stack">
        <p>
          {words.length === 0 ? 'No named view and no choice of table columns.' : `${capital(words.join(' and '))}.`}
        </p>
        {words.length > 0 && (
          <div>
            <button type="button" className="btn" onClick={() => setAsked(true)}>
              Forget them
            </button>
          </div>
        )}
      </div>
      <Confirm
        opened={asked}
        title="Forget named views and table columns?"
        action="Forget"
        danger
        onClose={() => setAsked(false)}
        onConfirm={() => {
          forgetKept();
          setKept(keptHere());
          setAsked(false);
        }}
      >
        Tables go back to the columns that vary. Sweeps, notes and tags are on the server and stay.
      </Confirm>
    </Card>
  );
}

function counted(count: number, noun: string, what: string): string[] {
  return count === 0 ? [] : [`${what}${count} ${noun}${count === 1 ? '' : 's'}`];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
