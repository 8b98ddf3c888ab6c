import type { HealthReply } from '@seesaw/shared/api';

export interface Service {
  readonly name: string;
  readonly up: boolean;
  /** Null where it does not answer. */
  readonly version: string | null;
  /** What its absence means. */
  readonly without: string;
  /** Its own web page, where it has one. */
  readonly page: string | null;
}

/** The services behind the page; MLflow is a mirror, so its absence stops nothing. */
export function servicesOf(health: HealthReply): Service[] {
  const { versions } = health;
  return [
    {
      name: 'Postgres',
      up: health.postgres,
      version: versions.postgres,
      without: 'nothing can be read or written',
      page: null,
    },
    {
      name: 'Temporal',
      up: health.temporal,
      version: versions.temporal,
      without: 'no trial starts or ends',
      page: webPage(health.temporalUi?.url),
    },
    {
      name: 'MLflow',
      up: health.mlflow,
      version: versions.mlflow,
      without: 'trials go on; the mirror catches up later',
      page: webPage(health.mlflowUrl),
    },
  ];
}

function webPage(url: string | null | undefined): string | null {
  return url != null && /^https?:/.test(url) ? url : null;
}
