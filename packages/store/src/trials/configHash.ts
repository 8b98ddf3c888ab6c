import { createHash } from 'node:crypto';
import { canonicalJson, type TrialConfig } from '@seesaw/shared/trialConfig';

/** First 16 hexadecimal digits of the SHA-256 of the configuration: equal ones train the same thing. */
export function configHash(config: TrialConfig): string {
  return createHash('sha256').update(canonicalJson(config)).digest('hex').slice(0, 16);
}
