import { readFileSync } from 'node:fs';

const theme = new URL('../../apps/dashboard/src/theme/', import.meta.url);

/** Whatever the interface says by a colour, in either theme: players, verdicts, states, trials. As they lie in the memory of a picture. */
export const interfaceColours: readonly number[] = ['tokens.css', 'trialColour.ts']
  .flatMap((file) => readFileSync(new URL(file, theme), 'utf8').match(/#[\da-f]{6}\b/gi) ?? [])
  .map((hex) => {
    const colour = Number.parseInt(hex.slice(1), 16);
    return (0xff000000 | ((colour & 255) << 16) | (colour & 0xff00) | (colour >>> 16)) >>> 0;
  });
