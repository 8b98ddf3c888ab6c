import { describe, expect, it } from 'vitest';
import { toCsv } from './download.ts';

describe('toCsv', () => {
  it('quotes separators and quotes, and leaves numbers alone', () => {
    expect(toCsv([['a,b', 'say "hi"', -1.5, null]])).toBe('"a,b","say ""hi""",-1.5,\r\n');
  });

  it('defuses text that a spreadsheet would run as a formula', () => {
    expect(toCsv([['=1+1']])).toBe("'=1+1\r\n");
  });
});
