import { type ArtifactsApi, artifactsApi } from './artifacts.ts';
import { type ExperimentsApi, experimentsApi } from './experiments.ts';
import { type Health, readHealth } from './health.ts';
import { type MetricsApi, metricsApi } from './metrics.ts';
import { type RunsApi, runsApi } from './runs.ts';
import { type CallOptions, createTransport, type TransportOptions } from './transport.ts';

/**
 * The MLflow REST API. Every method can throw MlflowUnavailable (no connection, 429, 5xx), MlflowTimeout and
 * MlflowRefused (3xx, 4xx, or seen before sending); an aborted `signal` throws its own reason.
 */
export interface MlflowClient {
  /** Without credentials; safe to show. */
  baseUrl: string;
  experiments: ExperimentsApi;
  runs: RunsApi;
  metrics: MetricsApi;
  artifacts: ArtifactsApi;
  /** Who answers at this address. */
  health(options?: CallOptions): Promise<Health>;
}

/**
 * Connects to nothing yet and holds nothing that needs closing.
 *
 * @throws TypeError for an address that is no http or https URL
 */
export function createMlflowClient(options: TransportOptions): MlflowClient {
  const transport = createTransport(options);
  return {
    baseUrl: transport.baseUrl,
    experiments: experimentsApi(transport),
    runs: runsApi(transport),
    metrics: metricsApi(transport),
    artifacts: artifactsApi(transport),
    health: (callOptions) => readHealth(transport, callOptions),
  };
}
