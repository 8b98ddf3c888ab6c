import { expect, test } from 'vitest';
import { checkpointSchemaVersion, parseManifest } from './checkpointManifest.ts';

const whole = {
  schemaVersion: checkpointSchemaVersion,
  trialId: 1,
  attempt: 1,
  step: 10,
  config: { recipe: 'ring-mlp', dataset: 'ring', seed: 1, steps: 10, values: {} },
  stateSha: 'abc',
  codeVersion: '0.1.0',
};

test('a manifest of this schema version is read as it is', () => {
  expect(parseManifest(JSON.stringify(whole), 'manifest.json')).toEqual(whole);
});

test.each([0, 2, '1', null])('schema version %j is refused with both versions, the file and what to do', (version) => {
  const read = () => parseManifest(JSON.stringify({ ...whole, schemaVersion: version }), 'here/manifest.json');
  expect(read).toThrow(`here/manifest.json has schema version ${JSON.stringify(version)}`);
  expect(read).toThrow(`reads version ${checkpointSchemaVersion}`);
  expect(read).toThrow(
    expect.objectContaining({
      code: 'checkpoint-corrupt',
      facts: expect.objectContaining({ hint: expect.stringContaining('"0.1.0"') }),
    }),
  );
});

test.each([
  ['', /not JSON/],
  ['{"schemaVersion": 1', /not JSON/],
  ['[]', /no manifest/],
  ['null', /no manifest/],
  ['{"step": 3}', /no manifest/],
  ['{"schemaVersion": 1, "step": 3}', /no whole manifest/],
])('%s is refused with the name of the file', (text, why) => {
  expect(() => parseManifest(text, 'manifest.json')).toThrow(why);
  expect(() => parseManifest(text, 'manifest.json')).toThrow(/^manifest\.json /);
});
