/** The services of a local system, in the order in which they start; they stop in the opposite order. */
export const serviceNames = ['postgres', 'temporal', 'mlflow', 'orchestrator', 'trainer'] as const;

export type ServiceName = (typeof serviceNames)[number];

/** What each service cannot do without. */
const needs: Record<ServiceName, readonly ServiceName[]> = {
  postgres: [],
  temporal: [],
  mlflow: ['postgres'],
  orchestrator: ['postgres', 'temporal', 'mlflow'],
  trainer: ['postgres', 'temporal', 'mlflow', 'orchestrator'],
};

/**
 * What must be ready before a service starts. The orchestrator does without MLflow for a while, so the two start side by
 * side; the trainer finds the tables that the orchestrator's migrations make.
 */
export const startsAfter: Record<ServiceName, readonly ServiceName[]> = {
  postgres: [],
  temporal: [],
  mlflow: ['postgres'],
  orchestrator: ['postgres', 'temporal'],
  trainer: ['orchestrator'],
};

/** `names` and everything they need, in start order. */
export function withNeeds(names: readonly ServiceName[]): ServiceName[] {
  const all = new Set<ServiceName>();
  const add = (name: ServiceName): void => {
    for (const need of needs[name]) add(need);
    all.add(name);
  };
  for (const name of names) add(name);
  return serviceNames.filter((name) => all.has(name));
}
