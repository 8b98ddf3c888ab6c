import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './trialConfig.ts';

test('the order in which keys were written does not change the canonical text', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string(),
        fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string(), fc.boolean()),
      ),
      (values) => {
        const reversed = Object.fromEntries(Object.entries(values).reverse());
        expect(canonicalJson({ values: reversed, a: [1, { y: 1, x: 2 }] })).toBe(
          canonicalJson({ a: [1, { x: 2, y: 1 }], values }),
        );
      },
    ),
  );
});

test('the canonical text is JSON that parses back to the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('a key that is undefined counts as absent', () => {
  expect(canonicalJson({ a: 1, b: undefined })).toBe('{"a":1}');
});
