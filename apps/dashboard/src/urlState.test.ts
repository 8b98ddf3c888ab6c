import { describe, expect, it } from 'vitest';
import { parseNumbers, parseZoom, pickSearch, printList } from './urlState.ts';

describe('state in the address', () => {
  it('reads a selection and drops what is no number or a repeat', () => {
    expect(parseNumbers('1,5,5,x,-3,7')).toEqual([1, 5, 7]);
    expect(parseNumbers(undefined)).toEqual([]);
  });

  it('removes an empty selection from the address', () => {
    expect(printList([])).toBeUndefined();
    expect(printList([1, 2])).toBe('1,2');
  });

  it('accepts a zoom only when it has a width', () => {
    expect(parseZoom('100-500')).toEqual({ from: 100, to: 500 });
    expect(parseZoom('500-100')).toBeUndefined();
    expect(parseZoom('abc')).toBeUndefined();
  });

  it('keeps the parameters of the page and drops strangers', () => {
    expect(pickSearch('tab')({ tab: 'curves', evil: 'x', sel: '' })).toEqual({ tab: 'curves' });
  });
});
