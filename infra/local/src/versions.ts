/** Every version that set-up installs, in one place. A bump here changes the cache markers and so re-stages what changed. */
export const versions = {
  /** Supported Node: `min` ≤ version < `below`; the native TensorFlow binding of tfjs 4.22 does not work on 23. */
  node: { min: '20.19.0', below: '23.0.0' },
  go: { min: '1.25.0' },
  /** npm version of the PostgreSQL binaries (PostgreSQL 18.4). */
  embeddedPostgres: '18.4.0-beta.17',
  /** Newest Temporal CLI tag that `go install` accepts (server 1.29.1). */
  temporalCli: '1.5.1',
  mlflow: '3.17.2',
  tfjs: '4.22.0',
  tensorflow: '2.21.0',
  /** Node-API level the TensorFlow binding is compiled for; its folder name is `napi-v8`. */
  napi: 8,
} as const;
