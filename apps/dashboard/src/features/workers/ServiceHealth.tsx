import type { HealthReply } from '@seesaw/shared/api';
import { servicesOf } from './services.ts';

/** The services behind the page; MLflow is a mirror, so its absence stops nothing. */
export function ServiceHealth(props: { health: HealthReply; isStale: boolean }) {
  const { health } = props;
  const services = servicesOf(health);
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
      {services.map(
        ({ name, page }) =>
          page !== null && (
            <a key={name} className="btn" href={page} target="_blank" rel="noreferrer">
              {name} ↗
            </a>
          ),
      )}
      <span className="dim">Seesaw {health.version}</span>
    </div>
  );
}
