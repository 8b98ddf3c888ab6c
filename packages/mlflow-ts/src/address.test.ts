import { expect, test } from 'vitest';
import { readAddress } from './address.ts';

test('credentials in the address move to the header', () => {
  expect(readAddress('https://ann:p%40ss@ml.example/prefix/?x=1#y')).toEqual({
    baseUrl: 'https://ml.example/prefix',
    authorization: `Basic ${Buffer.from('ann:p@ss').toString('base64')}`,
  });
});

test('given credentials win over those in the address', () => {
  expect(readAddress('http://ann:old@host:5000', { token: 'new' })).toEqual({
    baseUrl: 'http://host:5000',
    authorization: 'Bearer new',
  });
});

test('an address without credentials sends none', () => {
  expect(readAddress('http://127.0.0.1:5000/').authorization).toBeNull();
});

test.each(['', 'localhost:5000', 'file:///mlruns', 'sqlite:///ml.db', 'postgres://ann:secret@host/db'])(
  'the address "%s" is refused without being repeated',
  (address) => {
    expect(() => readAddress(address)).toThrow(TypeError);
    expect(() => readAddress(address)).not.toThrow(/secret/);
  },
);

test('a token that no header can hold is refused without being repeated', () => {
  expect(() => readAddress('http://host', { token: 'secret\n' })).toThrow(/printable/);
  expect(() => readAddress('http://host', { token: 'secret\n' })).not.toThrow(/secret/);
});
