const shortcuts: readonly (readonly [string, string])[] = [
  ['/', 'filter the list'],
  ['j k', 'next, previous row'],
  ['x', 'select the row'],
  ['X', 'select all rows from the one selected before'],
  ['Enter', 'open the row, or the group'],
  ['b', 'compare all rows with this one'],
  ['← →', 'samples: earlier, later step'],
  ['↑ ↓', 'samples: trial above, below'],
  ['r', 'samples: show or hide real data'],
  ['Esc', 'close; leave the filter'],
  ['?', 'this help'],
];

export function Shortcuts() {
  return (
    <dl className="facts">
      {shortcuts.map(([key, meaning]) => (
        <div key={key} style={{ display: 'contents' }}>
          <dt>
            {key.split(' ').map((one) => (
              <kbd key={one} style={{ marginRight: 4 }}>
                {one}
              </kbd>
            ))}
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
