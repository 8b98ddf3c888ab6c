import { z } from 'zod';
import { isMissing, MlflowRefused } from './errors.ts';
import { LIMITS } from './limits.ts';
import { nothing, restCall } from './restCall.ts';
import { textLength } from './text.ts';
import type { CallOptions, Transport } from './transport.ts';

export interface Experiment {
  id: string;
  name: string;
  /** `active` or `deleted`; a deleted one keeps its name and can be restored. */
  lifecycleStage: string;
  /** `mlflow-artifacts:/<id>` where the server proxies artifacts in its default place. */
  artifactLocation: string;
}

export interface ExperimentsApi {
  /** The experiment of that name, active or deleted; null where there is none. */
  findByName(name: string, options?: CallOptions): Promise<Experiment | null>;
  /**
   * The active experiment of that name: found, restored or created. Any number of callers at once get the same one.
   * Restoring brings back its deleted runs too; that is how MLflow does it.
   *
   * @throws MlflowRefused for an empty name or one longer than 500 characters
   */
  getOrCreate(name: string, options?: CallOptions): Promise<Experiment>;
  /** Marks it and its runs deleted. Deleting what is deleted or does not exist is no error. */
  delete(experimentId: string, options?: CallOptions): Promise<void>;
}

const wireExperiment = z
  .looseObject({
    experiment_id: z.string(),
    name: z.string(),
    artifact_location: z.string().default(''),
    lifecycle_stage: z.string(),
  })
  .transform(
    (wire): Experiment => ({
      id: wire.experiment_id,
      name: wire.name,
      lifecycleStage: wire.lifecycle_stage,
      artifactLocation: wire.artifact_location,
    }),
  );
const oneExperiment = z.looseObject({ experiment: wireExperiment });
const createdExperiment = z.looseObject({ experiment_id: z.string() });

/** Looks at the state again after losing a race; two rounds settle create against create and restore against restore. */
const MAX_ROUNDS = 5;

export function experimentsApi(transport: Transport): ExperimentsApi {
  async function findByName(name: string, options?: CallOptions): Promise<Experiment | null> {
    try {
      const { experiment } = await restCall(transport, {
        method: 'GET',
        endpoint: 'mlflow/experiments/get-by-name',
        query: { experiment_name: name },
        idempotent: true,
        answer: oneExperiment,
        options,
      });
      return experiment;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** Repeating it is harmless: the second time the name is taken. */
  async function create(name: string, options?: CallOptions): Promise<void> {
    try {
      await restCall(transport, {
        method: 'POST',
        endpoint: 'mlflow/experiments/create',
        body: { name },
        idempotent: true,
        answer: createdExperiment,
        options,
      });
    } catch (error) {
      if (error instanceof MlflowRefused && error.errorCode === 'RESOURCE_ALREADY_EXISTS') return;
      throw error;
    }
  }

  const change = (endpoint: string, experimentId: string, options?: CallOptions) =>
    restCall(transport, {
      method: 'POST',
      endpoint,
      body: { experiment_id: experimentId },
      idempotent: true,
      answer: nothing,
      options,
    });

  /** The server finds only experiments in the state that the change leaves: another caller was faster. */
  async function changeOnce(endpoint: string, experimentId: string, options?: CallOptions): Promise<void> {
    try {
      await change(endpoint, experimentId, options);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  return {
    findByName,
    async getOrCreate(name, options) {
      if (name === '' || textLength(name) > LIMITS.experimentNameLength) {
        throw new MlflowRefused(
          { operation: 'experiments.getOrCreate', where: transport.baseUrl },
          {
            errorCode: 'INVALID_PARAMETER_VALUE',
            status: null,
            reason: `an experiment name has 1 to ${LIMITS.experimentNameLength} characters, this one ${textLength(name)}`,
          },
        );
      }
      for (let round = 1; round <= MAX_ROUNDS; round++) {
        const found = await findByName(name, options);
        if (found?.lifecycleStage === 'active') return found;
        if (found === null) await create(name, options);
        else await changeOnce('mlflow/experiments/restore', found.id, options);
      }
      throw new MlflowRefused(
        { operation: 'experiments.getOrCreate', where: transport.baseUrl },
        {
          errorCode: 'RESOURCE_CONFLICT',
          status: null,
          reason: `experiment "${name}" was deleted again ${MAX_ROUNDS} times while it was being made active`,
        },
      );
    },
    delete: (experimentId, options) => changeOnce('mlflow/experiments/delete', experimentId, options),
  };
}
