import type { Objective } from '@seesaw/shared/objective';
import { isResult } from '@seesaw/shared/trialState';
import { scaleLinear, scaleLog } from 'd3-scale';
import { fromWire } from '../../format/numbers.ts';
import type { MappedTrial } from '../trials/mappedTrial.ts';

export interface PlottedTrial {
  readonly trial: MappedTrial;
  readonly x: number;
  readonly y: number;
}

/** An axis of the plot: where a value stands in drawing units, and which values have a mark. */
export interface PlotScale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

/** From this ratio of the largest to the least value an axis of positive values is logarithmic. */
const decades = 1000;

/** Trials that ended as a result with a finite value of both objectives. */
export function plottedTrials(trials: readonly MappedTrial[], x: Objective, y: Objective): PlottedTrial[] {
  return trials.flatMap((trial) => {
    if (!isResult(trial.state)) return [];
    const plotted = { trial, x: fromWire(trial.metrics[x.name]?.last), y: fromWire(trial.metrics[y.name]?.last) };
    return Number.isFinite(plotted.x) && Number.isFinite(plotted.y) ? [plotted] : [];
  });
}

/** @param range in drawing units, of the least and of the largest value */
export function plotScale(values: readonly number[], range: readonly [number, number], ticks: number): PlotScale {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const isLog = low > 0 && high / low > decades;
  // A single value stands in the middle.
  const domain = high > low ? [low, high] : [low - 1, high + 1];
  const scale = (isLog ? scaleLog() : scaleLinear()).domain(domain).range(range).nice(ticks);
  return { at: (value) => scale(value), ticks: isLog ? powersOfTen(scale.ticks()) : scale.ticks(ticks) };
}

function powersOfTen(ticks: readonly number[]): number[] {
  return ticks.filter((tick) => Number.isInteger(Math.log10(tick)));
}

/** Along two objectives: from one end of the front to the other, by the first. */
export function frontLine(plotted: readonly PlottedTrial[]): PlottedTrial[] {
  return plotted.filter(({ trial }) => trial.onFront).toSorted((a, b) => a.x - b.x || a.y - b.y);
}
