import { healthVerdicts } from '@seesaw/shared/health';
/** How a health verdict looks: colour and glyph together, never colour alone. */
export interface VerdictLook {
  readonly glyph: string;
  readonly label: string;
  /** CSS colour of text and glyph. */
  readonly colour: string;
  /** The higher, the more it deserves to be shown first. */
  readonly weight: number;
}

const looks: Readonly<Record<string, VerdictLook>> = {
  ok: { glyph: '●', label: 'ok', colour: 'var(--ok)', weight: 1 },
  'd-wins': { glyph: '▲', label: 'D wins', colour: 'var(--d)', weight: 5 },
  'g-wins': { glyph: '▼', label: 'G wins', colour: 'var(--g)', weight: 4 },
  collapse: { glyph: '◌', label: 'collapse', colour: 'var(--collapse)', weight: 6 },
  oscillating: { glyph: '≈', label: 'oscillates', colour: 'var(--osc)', weight: 3 },
  diverged: { glyph: '✕', label: 'diverged', colour: 'var(--bad)', weight: 7 },
  'd-overfit': { glyph: '◆', label: 'D overfits', colour: 'var(--d)', weight: 3 },
  stalled: { glyph: '‖', label: 'stalled', colour: 'var(--stall)', weight: 2 },
  unknown: { glyph: '·', label: 'too early', colour: 'var(--faint)', weight: 0 },
};

/** Unknown words (from a newer server) are shown as they are. */
export function verdictLook(health: string): VerdictLook {
  return looks[health] ?? { glyph: '?', label: health, colour: 'var(--dim)', weight: 0 };
}

/** Too early is no verdict yet. */
export const verdictsInLegend = healthVerdicts.filter((verdict) => verdict !== 'unknown');
