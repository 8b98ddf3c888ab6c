import { type ReactNode, useRef } from 'react';
import { formatCount } from '../../format/numbers.ts';
import { Skeleton } from '../../parts/Async.tsx';
import { downloadBlob } from '../../parts/download.ts';
import { SaveButtons } from '../../parts/SaveButtons.tsx';
import { CurveChart } from './CurveChart.tsx';
import { type CurveSeries, pointsShown } from './curveSeries.ts';
import { xWords } from './curveX.ts';
import type { LineLook } from './lineLook.ts';
import type { CurveView } from './useCurveView.ts';

/** A chart with everything a chart must say: title, x, sampling, smoothing, missing data; and its two exports. */
export function CurvePanel(props: {
  title: ReactNode;
  /** Name for files and screen readers. */
  name: string;
  series: readonly CurveSeries[];
  lookOf: (series: CurveSeries) => LineLook;
  view: CurveView;
  height?: number;
  /** Nothing is known yet, which is not the same as nothing being there. */
  isLoading?: boolean;
  note?: string;
  legend?: boolean;
  /** Trials that keep their full strength among many. */
  chosen?: ReadonlySet<number>;
  onPick?: (trialId: number) => void;
  /** More buttons. */
  tools?: ReactNode;
}) {
  const picture = useRef<(() => HTMLCanvasElement) | undefined>(undefined);
  const { series, view } = props;
  const points = pointsShown(series);
  const gaps = series.reduce((sum, one) => sum + one.nonFiniteX.length, 0);
  const hasPoints = points.shown > 0 || gaps > 0;
  const savePng = () =>
    picture.current?.().toBlob((blob) => {
      if (blob !== null) downloadBlob(`${fileName(props.name)}.png`, blob);
    });
  return (
    <div>
      <div className="curve-head">
        <h2>{props.title}</h2>
        <div className="tools">
          {view.zoom !== undefined && (
            <button type="button" className="btn small" onClick={() => view.setZoom(undefined)}>
              Reset zoom
            </button>
          )}
          <SaveButtons
            onPicture={savePng}
            csv={{ file: `${fileName(props.name)}.csv`, rows: () => csvRows(series) }}
            disabled={!hasPoints}
          />
          {props.tools}
        </div>
      </div>
      {hasPoints ? (
        <CurveChart
          title={props.name}
          series={series}
          lookOf={props.lookOf}
          height={props.height ?? 170}
          view={view}
          chosen={props.chosen}
          onPick={props.onPick}
          onPicture={(draw) => {
            picture.current = draw;
          }}
        />
      ) : props.isLoading === true ? (
        <Skeleton height={props.height ?? 170} />
      ) : (
        <div className="empty" style={{ height: props.height ?? 170, alignContent: 'center' }}>
          No point yet.
        </div>
      )}
      <div className="curve-foot">
        <span>
          x: {xWords[view.over]}
          {props.note === undefined ? '' : ` · ${props.note}`}
          {view.smoothing > 0 ? ` · smoothing ${view.smoothing}` : ''}
          {view.isLogX ? ' · log x' : ''}
          {view.isLog ? ' · log y' : ''}
        </span>
        <span title="Each point keeps the minimum, maximum and last value of its bucket; drag over the chart to see finer.">
          {gaps > 0 && (
            <b style={{ color: 'var(--bad)' }}>
              {gaps === 1 ? '1 step is' : `${formatCount(gaps)} steps are`} not finite ·{' '}
            </b>
          )}
          {(hasPoints || props.isLoading !== true) &&
            `${formatCount(points.shown)} of ${formatCount(points.total)} points`}
        </span>
      </div>
      {props.legend === true && (
        <div className="curve-foot curve-legend">
          {series.map((one) => {
            const look = props.lookOf(one);
            return (
              <span key={`${one.trialId} ${one.metric}`}>
                <svg width="18" height="6" aria-hidden="true">
                  <path
                    d="M0 3h18"
                    style={{ stroke: look.colour, strokeWidth: 2, strokeDasharray: look.dash.join(' ') }}
                  />
                </svg>
                {look.label}
              </span>
            );
          })}
        </div>
      )}
    </div>
  );
}

function csvRows(series: readonly CurveSeries[]) {
  const header = ['trial', 'metric', 'step', 'last', 'min', 'max'];
  const rows = series.flatMap((one) =>
    [...one.steps].map((step, i) => [
      one.trialNumber,
      one.metric,
      step,
      ...[one.last[i], one.min[i], one.max[i]].map((value) => (Number.isNaN(value) ? null : value)),
    ]),
  );
  return [header, ...rows];
}

function fileName(name: string): string {
  return name.replaceAll(/[^\w.-]+/g, '-');
}
