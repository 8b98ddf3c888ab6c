/** The services of a local system, in the order in which they start; they stop in the opposite order. */
export const serviceNames = ['postgres', 'temporal', 'mlflow', 'orchestrator', 'trainer'] as const;

export type ServiceName = (typeof serviceNames)[number];

/** What each service needs ready before it can start. */
export const needs: Record<ServiceName, readonly ServiceName[]> = {
  postgres: [],
  temporal: [],
  mlflow: ['postgres'],
  orchestrator: ['postgres', 'temporal', 'mlflow'],
  trainer: ['postgres', 'temporal', 'mlflow', 'orchestrator'],
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
