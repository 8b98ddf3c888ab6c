/** One way to turn a game round. */
export type Turn =
  | { readonly way: 'raise' | 'lower'; readonly knob: string }
  /** Switch it on; where it is on already, turn it further. */
  | { readonly way: 'set'; readonly knob: string; readonly further: 'raise' | 'lower' }
  | { readonly way: 'use'; readonly knob: string; readonly value: string; readonly insteadOf?: string }
  | { readonly way: 'centre'; readonly knob: string }
  /** Nothing that a setting could be. */
  | { readonly way: 'other'; readonly words: string };

const raise = (knob: string): Turn => ({ way: 'raise', knob });
const lower = (knob: string): Turn => ({ way: 'lower', knob });
const set = (knob: string, further: 'raise' | 'lower' = 'raise'): Turn => ({ way: 'set', knob, further });
const use = (knob: string, value: string, insteadOf?: string): Turn => ({
  way: 'use',
  knob,
  value,
  ...(insteadOf !== undefined && { insteadOf }),
});
const other = (words: string): Turn => ({ way: 'other', words });

/** What to do about a verdict, the most likely to help first. */
export const turns = {
  dWins: [raise('lr_ratio'), lower('d_steps'), set('r1_gamma'), set('label_smoothing'), use('loss', 'nonsaturating')],
  gWins: [raise('d_steps'), raise('width_d'), lower('lr_ratio')],
  collapse: [set('pac'), set('r1_gamma'), use('loss', 'wgan-gp'), raise('batch_size'), lower('lr_d')],
  dOverfit: [set('augment'), set('r1_gamma'), lower('width_d'), other('use more data')],
  oscillating: [
    lower('lr_d'),
    lower('beta1'),
    set('r1_gamma'),
    set('ema_decay'),
    use('order', 'd-first', 'simultaneous'),
  ],
  standsStill: [raise('lr_d')],
  scoreStands: [raise('lr_d'), raise('width_d'), raise('depth_g')],
  diverged: [lower('lr_d'), { way: 'centre', knob: 'lr_ratio' }, set('gradient_clip', 'lower')],
  gradientOfD: [lower('lr_d'), set('gradient_clip', 'lower'), other('lower the weight of a penalty')],
  gradientOfG: [lower('lr_ratio'), set('gradient_clip', 'lower'), other('lower the weight of a penalty')],
} as const satisfies Readonly<Record<string, readonly Turn[]>>;

/** ``Raise `lr_ratio`, lower `d_steps`, set `r1_gamma` or `label_smoothing`, or use `loss: nonsaturating`.`` */
export function adviceInWords(chosen: readonly Turn[]): string {
  const parts: { verb: string; what: string[] }[] = [];
  for (const turn of chosen) {
    const last = parts.at(-1);
    const verb = verbOf(turn);
    if (last?.verb === verb && verb !== '') last.what.push(objectOf(turn));
    else parts.push({ verb, what: [objectOf(turn)] });
  }
  const text = alternatives(
    parts.map(({ verb, what }) => `${verb} ${alternatives(what, ' or ')}`.trim()),
    ', or ',
  );
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function alternatives(words: readonly string[], or: string): string {
  const before = words.slice(0, -1).join(', ');
  return before === '' ? (words[0] ?? '') : `${before}${or}${words.at(-1)}`;
}

function verbOf(turn: Turn): string {
  return turn.way === 'centre' || turn.way === 'other' ? '' : turn.way;
}

function objectOf(turn: Turn): string {
  switch (turn.way) {
    case 'raise':
    case 'lower':
    case 'set':
      return `\`${turn.knob}\``;
    case 'use':
      return `\`${turn.knob}: ${turn.value}\``;
    case 'centre':
      return `bring \`${turn.knob}\` closer to 1`;
    case 'other':
      return turn.words;
  }
}
