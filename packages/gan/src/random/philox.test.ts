import { expect, test } from 'vitest';
import { philox2x32 } from './philox.ts';

test.each([
  [0, 0, 0, 0xff1dae59, 0x6cd10df2],
  [0xffffffff, 0xffffffff, 0xffffffff, 0x2c3f628b, 0xab4fd7ad],
  [0x243f6a88, 0x85a308d3, 0x13198a2e, 0xdd7ce038, 0xf62a4c12],
])('gives the known answers of the Random123 library for counter %i %i and key %i', (c0, c1, key, left, right) => {
  expect(philox2x32(c0, c1, key)).toEqual([left, right]);
});
