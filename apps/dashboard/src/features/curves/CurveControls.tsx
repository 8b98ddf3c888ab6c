import { useUrlState } from '../../urlState.ts';
import { smoothings, useCurveView } from './useCurveView.ts';

export function CurveControls() {
  const [, setSearch] = useUrlState();
  const view = useCurveView();
  return (
    <div className="acts">
      <label className="dim">
        smoothing{' '}
        <select
          className="field"
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
        aria-pressed={view.isLog}
        onClick={() => setSearch({ log: view.isLog ? undefined : '1' })}
      >
        log y
      </button>
      <span className="faint hide-narrow">drag to zoom, double click to leave</span>
    </div>
  );
}
