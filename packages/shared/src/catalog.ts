import type { Hyperparameter, Scalar } from './hyperparameter.ts';

/** What there is to choose from. `packages/gan` exports the one instance (`@seesaw/gan/catalog/catalog`), free of tfjs. */
export interface Catalog {
  readonly recipes: readonly RecipeEntry[];
  readonly losses: readonly LossEntry[];
  readonly regularisers: readonly RegulariserEntry[];
  readonly controllers: readonly ControllerEntry[];
  readonly datasets: readonly DatasetEntry[];
}

/** A recipe is a named, complete base configuration that a sweep varies. */
export interface RecipeEntry {
  readonly name: string;
  readonly title: string;
  /** Two or three sentences a teacher could read aloud. */
  readonly description: string;
  /** What its samples are; `none` for a recipe that is a formula: it needs no device, no child process, no TensorFlow. */
  readonly sampleKind: 'points' | 'images' | 'none';
  readonly defaultDataset: string;
  /** Data sets this recipe can train on, by name. */
  readonly datasets: readonly string[];
  /** Every hyperparameter with this recipe's own defaults: the complete configuration. */
  readonly hyperparameters: readonly Hyperparameter[];
  /** Metrics a trial of this recipe reports, for `metric.name`, columns and axes. */
  readonly metrics: readonly MetricEntry[];
}

export interface MetricEntry {
  /** `group/name`, e.g. `eval/score`, `train/d_loss`, `balance/d_acc_real`. */
  readonly name: string;
  readonly label: string;
  readonly goal: 'minimize' | 'maximize' | 'none';
  readonly unit: string;
  readonly why: string;
  /** Reported only where one of these is trained on; absent = always. */
  readonly datasets?: readonly string[];
}

export interface LossEntry {
  readonly name: string;
  readonly title: string;
  /** L_D and L_G as text, D's output being a logit with high = real. */
  readonly formulaD: string;
  readonly formulaG: string;
  /** Paper and equation. */
  readonly source: string;
  /**
   * How D decides real or fake: a threshold on its output; `paired` where it compares a real sample with a generated one;
   * 'none' where accuracy has no meaning (wgan*, began).
   */
  readonly decision:
    | { readonly kind: 'threshold'; readonly at: number }
    | { readonly kind: 'paired' }
    | { readonly kind: 'none' };
  /** L_D and L_G where D gives the same answer, 0, to everything (`gp_lambda` at its default): where a stuck game stands. */
  readonly undecided: { readonly d: number; readonly g: number };
  /** Has a penalty on ∇ₓD of its own, weighted by `gp_lambda`. */
  readonly slopePenalty?: true;
  /** L_D is the cross-entropy of real against generated samples, so that −L_D estimates how far apart they are. */
  readonly estimatesJsd?: true;
  /** It has no lowest value unless something bounds the slope of D. */
  readonly unbounded?: true;
  /** What D has to be; a network that gives one answer per sample when absent. */
  readonly kindD?: 'autoencoder';
}

/** Something that is added to a game to keep it stable; off unless its first hyperparameter leaves its default. */
export interface RegulariserEntry {
  readonly name: string;
  readonly title: string;
  /** What it adds or changes, as text. */
  readonly formula: string;
  /** Paper and equation. */
  readonly source: string;
  /** Its knobs, the one that switches it on first. */
  readonly hyperparameters: readonly Hyperparameter[];
  /** Takes the slope ∇ₓD into the loss. */
  readonly slopePenalty?: true;
  /** Bounds the slope of D in another way. */
  readonly boundsSlope?: true;
  /** Needs samples that are images. */
  readonly imagesOnly?: true;
  /** Regularisers that it does not go with, and why. */
  readonly unfit?: readonly { readonly name: string; readonly because: string }[];
}

/** A rule that changes the balance while training: what the hyperparameter `controller` chooses from. */
export interface ControllerEntry {
  readonly name: string;
  readonly title: string;
  /** What it does and when, as text. */
  readonly rule: string;
  /** Paper and section. */
  readonly source: string;
  /** Its knobs; without meaning under another controller. */
  readonly hyperparameters: readonly Hyperparameter[];
  /** It asks how often D is right, so the loss needs a `decision`. */
  readonly needsDecision?: true;
  /** It comes with this loss and cannot be chosen. */
  readonly partOf?: string;
}

export interface DatasetEntry {
  readonly name: string;
  readonly title: string;
  /** How many training and held-out items, 0 when generated without end or not known before it is read. */
  readonly trainSize: number;
  readonly heldOutSize: number;
  /** Labels of its items are 0, 1, … below this; absent where they have none. */
  readonly labelCount?: number;
  /** Of its images, in pixels; absent where it has none, or where they are a person's own. */
  readonly image?: { readonly width: number; readonly height: number; readonly channels: number };
  /** It lies in a folder that the sweep file names behind a colon: `image-folder:faces`. */
  readonly inFolder?: true;
  readonly source: string;
  readonly licence: string;
  /** Accepted spellings resolved when a sweep is created, e.g. `mnist` → the largest MNIST that is at hand. */
  readonly aliases: readonly string[];
}

/** One contradiction in a configuration: the fields that clash, in words, and what to change. */
export interface Contradiction {
  readonly fields: readonly string[];
  readonly message: string;
  readonly suggestion: string;
}

/** What is known of a person's own data before they are read. */
export interface FolderFacts {
  /** Items to train on; of very many, at least so many. */
  readonly trainSize: number;
  readonly isLabelled: boolean;
}

/** Cross-field rules live beside the catalog; this is their shape. */
export type FindContradictions = (config: {
  recipe: string;
  dataset: string;
  values: Record<string, Scalar>;
  /** Of data that lie in a folder, where somebody has looked into it. */
  folder?: FolderFacts | undefined;
}) => Contradiction[];
