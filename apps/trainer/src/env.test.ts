import { describe, expect, it } from 'vitest';
import { trainerEnv } from './env.ts';

const complete = {
  DATABASE_URL: 'postgres://u:secret@127.0.0.1/x',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  MLFLOW_TRACKING_URI: 'http://127.0.0.1:5000/',
  SEESAW_HOME: '/tmp/home',
};

describe('the environment of a trainer', () => {
  it('names every variable that is missing', () => {
    expect(() => trainerEnv({ SEESAW_HOME: '/tmp/home', TEMPORAL_ADDRESS: ' ' })).toThrow(
      /DATABASE_URL is not set[\s\S]*TEMPORAL_ADDRESS is empty[\s\S]*MLFLOW_TRACKING_URI is not set/,
    );
  });

  it('treats an empty optional variable as unset and fills in what follows from the home', () => {
    const env = trainerEnv({ ...complete, SEESAW_POOL: '', SEESAW_SPOOL_DIR: ' ' });
    expect(env).toMatchObject({
      pool: 'default',
      spoolDir: '/tmp/home/spool',
      devices: 'auto',
      mlflowUrl: 'http://127.0.0.1:5000',
    });
    expect(env.childEnv.SEESAW_CACHE).toBe('/tmp/home/cache');
  });

  it('goes on without its starter unless it is told otherwise', () => {
    expect(trainerEnv(complete).endsWithStarter).toBe(false);
    expect(trainerEnv({ ...complete, SEESAW_ENDS_WITH_STARTER: 'true' }).endsWithStarter).toBe(true);
    expect(() => trainerEnv({ ...complete, SEESAW_ENDS_WITH_STARTER: 'perhaps' })).toThrow(/ENDS_WITH_STARTER/);
  });

  it('keeps addresses and secrets from the child, which prints into logs that people read', () => {
    const { childEnv } = trainerEnv({
      ...complete,
      PATH: '/bin',
      PGPASSWORD: 'x',
      SEESAW_API_TOKEN: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
      SEESAW_DATA_DIR: '/data',
    });
    expect(childEnv).toMatchObject({ PATH: '/bin', SEESAW_DATA_DIR: '/data' });
    expect(Object.keys(childEnv).sort()).toEqual(['PATH', 'SEESAW_CACHE', 'SEESAW_DATA_DIR', 'SEESAW_HOME']);
  });

  it('refuses a host name that would not fit into a location', () => {
    expect(() => trainerEnv({ ...complete, SEESAW_HOST_NAME: 'a:b' })).toThrow(/SEESAW_HOST_NAME must have no/);
  });
});
