import { expect, test } from 'vitest';
import { localEnv } from './env.ts';

test('an empty variable counts as unset', () => {
  const env = localEnv({ SEESAW_HOME: '/h', DATABASE_URL: '', SEESAW_API_PORT: ' ', TEMPORAL_NAMESPACE: '' });
  expect(env).toMatchObject({
    home: '/h',
    cache: '/h/cache',
    databaseUrl: undefined,
    apiPort: undefined,
    temporalNamespace: 'default',
  });
});

test('the cache of all homes can lie elsewhere, and a trailing slash of the MLflow address is dropped', () => {
  const env = localEnv({ SEESAW_HOME: '/h', SEESAW_CACHE: '/c', MLFLOW_TRACKING_URI: 'http://m:5000/' });
  expect(env).toMatchObject({ cache: '/c', mlflowUrl: 'http://m:5000' });
});

test.each(['http', '0', '70000', '1.5'])('the port %j is refused by name', (SEESAW_API_PORT) => {
  expect(() => localEnv({ SEESAW_API_PORT })).toThrow(/SEESAW_API_PORT/);
});

test('the build of TensorFlow is auto, cpu or gpu; anything else is refused by name', () => {
  expect(localEnv({}).libtensorflow).toBe('auto');
  expect(localEnv({ SEESAW_LIBTENSORFLOW: 'gpu' }).libtensorflow).toBe('gpu');
  expect(() => localEnv({ SEESAW_LIBTENSORFLOW: 'cuda' })).toThrow(/SEESAW_LIBTENSORFLOW/);
});
