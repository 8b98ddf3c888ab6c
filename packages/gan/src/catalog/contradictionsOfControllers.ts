import type { Contradiction, ControllerEntry } from '@seesaw/shared/catalog';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import { controllers } from './controllers.ts';
import { losses } from './losses.ts';

type Values = Readonly<Record<string, Scalar>>;

/** What a controller asks of the loss and of what it turns. */
export function contradictionsOfControllers(values: Values): Contradiction[] {
  const chosen = controllers.find(({ name }) => name === values.controller);
  return [
    ...unusedByController(values),
    ...(chosen === undefined ? [] : [...undecidedLoss(chosen, values), ...shutFromTheStart(chosen, values)]),
    ...(chosen?.name === 'ada' ? nothingToTurn(values) : []),
    ...frozenForGood(values),
  ];
}

function unusedByController(values: Values): Contradiction[] {
  const named = String(values.controller ?? 'none');
  return controllers
    .filter(({ name }) => name !== named)
    .flatMap((entry) =>
      entry.hyperparameters
        .filter(({ name, default: standard }) => values[name] !== undefined && values[name] !== standard)
        .map(({ name }) => ({
          fields: [name, 'controller'],
          message: `${name} is ${values[name]}, but controller ${named} does not use it.`,
          suggestion: `Leave ${name} out, or use controller: ${entry.name}.`,
        })),
    );
}

function undecidedLoss({ name, needsDecision }: ControllerEntry, values: Values): Contradiction[] {
  const loss = losses.find((one) => one.name === values.loss);
  if (!needsDecision || loss?.decision.kind !== 'none') return [];
  return [
    {
      fields: ['controller', 'loss'],
      message: `Controller ${name} asks how often D is right, but with loss ${loss.name} D does not decide between real and generated.`,
      suggestion: `Use controller: loss-change-ratio or gradient-ratio, or another loss.`,
    },
  ];
}

/** A gate that is shut while nothing has been learned yet. */
function shutFromTheStart({ name }: ControllerEntry, values: Values): Contradiction[] {
  const undecided = losses.find((loss) => loss.name === values.loss)?.undecided;
  if (name !== 'loss-gate' || undecided === undefined) return [];
  return (['d', 'g'] as const)
    .filter((player) => undecided[player] <= Number(values[`gate_loss_${player}`]))
    .map((player) => ({
      fields: ['controller', `gate_loss_${player}`, 'loss'],
      message: `gate_loss_${player} is ${values[`gate_loss_${player}`]}, but with loss ${values.loss} ${player.toUpperCase()} begins at about ${Number(undecided[player].toFixed(3))}: it would not be trained.`,
      suggestion: `Set gate_loss_${player} below that.`,
    }));
}

function nothingToTurn(values: Values): Contradiction[] {
  const turned = String(values.ada_on);
  const value = values[turned];
  if (value !== undefined && value !== 0 && value !== 'none') return [];
  return [
    {
      fields: ['controller', 'ada_on', turned],
      message: `Controller ada turns ${turned}, which is ${value ?? 'not there'}.`,
      suggestion: `Set ${turned}, which p times is used, or another ada_on.`,
    },
  ];
}

function frozenForGood({ freeze_d_until: frozen, steps }: Values): Contradiction[] {
  if (!(Number(frozen) > 0 && Number(frozen) >= Number(steps))) return [];
  return [
    {
      fields: ['freeze_d_until', 'steps'],
      message: `D is frozen until step ${frozen}, but the training ends at step ${steps}.`,
      suggestion: 'Set freeze_d_until below steps.',
    },
  ];
}
