import type { HealthReply } from '@seesaw/shared/api';

/** The services behind the page; MLflow is a mirror, so its absence stops nothing. */
export function ServiceHealth(props: { health: HealthReply; isStale: boolean }) {
  const { health } = props;
  const services = [
    { name: 'Postgres', up: health.postgres, without: 'nothing can be read or written' },
    { name: 'Temporal', up: health.temporal, without: 'no trial starts or ends' },
    { name: 'MLflow', up: health.mlflow, without: 'trials go on; the mirror catches up later' },
  ];
  return (
    <div className="acts" style={{ opacity: props.isStale ? 0.5 : 1 }}>
      {props.isStale && <span className="dim">as of the last answer</span>}
      {services.map((service) => (
        <span
          key={service.name}
          className={`chip ${service.up ? 'good' : 'bad'}`}
          title={service.up ? `${service.name} answers` : `${service.name} does not answer: ${service.without}`}
        >
          {service.up ? '●' : '✕'} <b>{service.name}</b>
        </span>
      ))}
      {health.mlflowUrl !== null && /^https?:/.test(health.mlflowUrl) && (
        <a className="btn" href={health.mlflowUrl} target="_blank" rel="noreferrer">
          MLflow ↗
        </a>
      )}
      {health.temporalUi !== null && /^https?:/.test(health.temporalUi.url) && (
        <a className="btn" href={health.temporalUi.url} target="_blank" rel="noreferrer">
          Temporal ↗
        </a>
      )}
      <span className="dim">Seesaw {health.version}</span>
    </div>
  );
}
