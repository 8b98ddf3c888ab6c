import type { HealthReply } from '@seesaw/shared/api';
import { useStreamState } from '../../shell/streamState.ts';
import { servicesOf } from './services.ts';

/** The services behind the page; MLflow is a mirror, so its absence stops nothing. Only Seesaw can tell about them. */
export function ServiceHealth(props: { health: HealthReply; isStale: boolean }) {
  const { health } = props;
  const isKnown = useStreamState() !== 'down' && !props.isStale;
  const services = servicesOf(health);
  return (
    <div className="acts">
      {!isKnown && <span className="dim">not known now:</span>}
      {services.map((service) =>
        isKnown ? (
          <span
            key={service.name}
            className={`chip ${service.up ? 'good' : 'bad'}`}
            title={service.up ? `${service.name} answers` : `${service.name} does not answer: ${service.without}`}
          >
            {service.up ? '●' : '✕'} <b>{service.name}</b>
          </span>
        ) : (
          <span key={service.name} className="chip">
            <b>{service.name}</b>
          </span>
        ),
      )}
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
