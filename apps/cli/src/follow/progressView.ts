import { stripVTControlCharacters } from 'node:util';
import type { TrialState } from '@seesaw/shared/trialState';
import type { Paint } from '../output/paint.ts';
import type { Writer } from '../session.ts';
import type { SweepSnapshot } from './followSweep.ts';
import { progressBlock, summaryLine, trialLine } from './progressLines.ts';

export interface ProgressView {
  show(snapshot: SweepSnapshot): void;
  /** One line that stays. */
  note(text: string): void;
  /** Leaves the last picture standing. */
  end(): void;
}

/** Between two summaries where nothing is redrawn. */
const summaryEveryMs = 15_000;

/** A block that is redrawn on a terminal; elsewhere a line when a trial changes, and a summary now and then. */
export function createProgressView(
  writer: Writer,
  paint: Paint,
  now: () => number = () => performance.now(),
): ProgressView {
  return writer.isTTY ? redrawn(writer, paint) : lines(writer, paint, now);
}

function redrawn(writer: Writer, paint: Paint): ProgressView {
  let drawn: string[] = [];
  const clear = (): string => (drawn.length === 0 ? '' : `\u001b[${drawn.length}A\u001b[0J`);
  return {
    show(snapshot) {
      const next = progressBlock(snapshot, paint).map((line) => cut(line, writer.columns - 1));
      writer.write(`${clear()}${next.join('\n')}\n`);
      drawn = next;
    },
    note(text) {
      writer.write(`${clear()}${text}\n${drawn.map((line) => `${line}\n`).join('')}`);
    },
    end() {
      drawn = [];
    },
  };
}

function lines(writer: Writer, paint: Paint, now: () => number): ProgressView {
  const told = new Map<number, { state: TrialState; attempt: number }>();
  let lastSummaryMs = Number.NEGATIVE_INFINITY;
  let lastSummary = '';
  return {
    show(snapshot) {
      for (const trial of snapshot.trials) {
        const before = told.get(trial.number);
        if (before?.state === trial.state && before.attempt === trial.attempt) continue;
        told.set(trial.number, { state: trial.state, attempt: trial.attempt });
        // Waiting is no news; everything else is.
        if (trial.state !== 'pending' || before !== undefined) writer.write(`${trialLine(trial, paint)}\n`);
      }
      const summary = summaryLine(snapshot, paint);
      if (summary === lastSummary || now() - lastSummaryMs < summaryEveryMs) return;
      lastSummary = summary;
      lastSummaryMs = now();
      writer.write(`${summary}\n`);
    },
    note(text) {
      writer.write(`${text}\n`);
    },
    end() {
      lastSummary = '';
    },
  };
}

/** A line that wraps would be two lines to clear. Coloured text that is too long loses its colours. */
function cut(line: string, width: number): string {
  const plain = stripVTControlCharacters(line);
  return plain.length <= width ? line : `${plain.slice(0, Math.max(0, width - 1))}…`;
}
