import type { HealthReply } from '@seesaw/shared/api';

/** The services behind the page; MLflow is a mirror, so its absence stops nothing. */
export function ServiceHealth(props: { health: HealthReply }) {
  const { health } = props;
  const services = [
    { name: 'Postgres', up: health.postgres, without: 'nothing can be read or written' },
    { name: 'Temporal', up: health.temporal, without: 'no trial starts or ends' },
    { name: 'MLflow', up: health.mlflow, without: 'trials go on; the mirror catches up later' },
  ];
  return (
    <div className="acts">
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
      <span className="faint">Seesaw {health.version}</span>
    </div>
  );
}
