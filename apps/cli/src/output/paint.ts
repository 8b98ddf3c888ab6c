import type { Health } from '@seesaw/shared/health';
import pc from 'picocolors';

type Painter = (text: string) => string;

/** Colours, or their absence. Never the only carrier of a meaning. */
export interface Paint {
  readonly bold: Painter;
  readonly dim: Painter;
  readonly good: Painter;
  readonly bad: Painter;
  readonly warn: Painter;
  readonly link: Painter;
  /** The verdict with its glyph: `● ok`, `▲ d-wins`. */
  health(verdict: Health): string;
  state(state: string): string;
}

const glyphs: Readonly<Record<Health, string>> = {
  unknown: '·',
  ok: '●',
  'd-wins': '▲',
  'g-wins': '▼',
  collapse: '◌',
  oscillating: '≈',
  diverged: '✕',
  'd-overfit': '◆',
  stalled: '‖',
};

export function createPaint(enabled: boolean): Paint {
  const c = pc.createColors(enabled);
  const healthColour: Readonly<Record<Health, Painter>> = {
    unknown: c.dim,
    ok: c.green,
    'd-wins': c.blue,
    'g-wins': c.yellow,
    collapse: c.magenta,
    oscillating: c.magentaBright,
    diverged: c.red,
    'd-overfit': c.blue,
    stalled: c.gray,
  };
  const stateColour: Readonly<Record<string, Painter>> = {
    running: c.cyan,
    completed: c.green,
    failed: c.red,
    diverged: c.red,
    cancelled: c.gray,
    pending: c.dim,
  };
  return {
    bold: c.bold,
    dim: c.dim,
    good: c.green,
    bad: c.red,
    warn: c.yellow,
    link: (text) => c.underline(c.cyan(text)),
    health: (verdict) => healthColour[verdict](`${glyphs[verdict]} ${verdict}`),
    state: (state) => (stateColour[state] ?? ((text: string) => text))(state),
  };
}
