import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { diffYaml } from './diffYaml.ts';

test('only what differs is copied, as YAML that reads back, and a setting that is not there is left out', () => {
  const text = diffYaml(
    ['0001', 'other 0007'],
    [
      { name: 'loss', values: ['hinge', 'wgan-gp'], differs: true },
      { name: 'batch_size', values: [64, 64], differs: false },
      { name: 'gp_weight', values: [undefined, 10], differs: true },
    ],
  );
  expect(parse(text)).toEqual({ '0001': { loss: 'hinge' }, 'other 0007': { loss: 'wgan-gp', gp_weight: 10 } });
});
