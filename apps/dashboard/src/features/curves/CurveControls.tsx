import { useUrlState } from '../../useUrlState.ts';
import { xKinds, xWords } from './curveX.ts';
import { smoothings, useCurveView } from './useCurveView.ts';

export function CurveControls() {
  const [, setSearch] = useUrlState();
  const view = useCurveView();
  return (
    <div className="acts">
      <label className="dim">
        x{' '}
        <select
          className="field"
          aria-label="x axis"
          value={view.over}
          // A zoom is in units of the axis.
          onChange={({ target }) =>
            setSearch({ over: target.value === 'step' ? undefined : target.value, zoom: undefined })
          }
        >
          {xKinds.map((kind) => (
            <option key={kind} value={kind}>
              {xWords[kind]}
            </option>
          ))}
        </select>
      </label>
      <label className="dim">
        smoothing{' '}
        <select
          className="field"
          aria-label="Smoothing"
          value={view.smoothing}
          onChange={(event) => setSearch({ smooth: event.target.value === '0' ? undefined : event.target.value })}
        >
          {smoothings.map((weight) => (
            <option key={weight} value={weight}>
              {weight === 0 ? 'none' : weight}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="btn"
        aria-pressed={view.isLogX}
        disabled={view.over === 'wall'}
        onClick={() => setSearch({ logx: view.isLogX ? undefined : '1' })}
      >
        log x
      </button>
      <button
        type="button"
        className="btn"
        aria-pressed={view.isLog}
        onClick={() => setSearch({ log: view.isLog ? undefined : '1' })}
      >
        log y
      </button>
      <span className="faint hide-narrow">drag to zoom, double click to leave</span>
    </div>
  );
}
