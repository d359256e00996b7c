// The report's data, as MlPipeline.Reports writes it (Model/*.cs): the two change together.

/** Numbers that JSON has no literal for come as words. */
export type Num = number | 'NaN' | 'Infinity' | '-Infinity';

export interface NamedValue { name: string; value: string }
export interface ReportImage { width: number; height: number; pixels: string }
export interface LabeledImage { name: string; image: ReportImage }
export interface WeightImage { name: string; image: ReportImage; scale: number }

interface ReportBase { version: number; title: string; created: string; versions: NamedValue[] }
export type Report = RunReport | StudyReport | ExperimentReport;

export interface RunReport extends ReportBase {
  kind: 'run';
  dataSet: { name: string; description: string; trainRows: number; validationRows: number; testRows: number };
  seed: number;
  seconds: number;
  options: NamedValue[];
  network: NetworkLayer[];
  epochs: EpochFigures[];
  test?: { accuracy: Num; loss: Num; rows: number };
  gallery: LabeledImage[];
  classification?: Classification;
  errors: MisclassifiedImage[];
  firstLayerWeights: WeightImage[];
}

export interface NetworkLayer { name: string; output: string; parameters: number }

export interface EpochFigures {
  epoch: number;
  learningRate?: Num;
  trainLoss?: Num;
  trainAccuracy?: Num;
  validationLoss?: Num;
  validationAccuracy?: Num;
  testLoss?: Num;
  testAccuracy?: Num;
  seconds?: Num;
}

export interface Classification {
  classNames: string[];
  confusionMatrix: number[][];
  classes: ClassFigures[];
  confusions: Confusion[];
  calibration?: Calibration;
}

export interface ClassFigures { name: string; rows: number; precision?: number; recall?: number; f1?: number }
export interface Confusion { trueName: string; predictedName: string; count: number; share: number }
export interface Calibration { expectedError: number; bins: CalibrationBin[] }
export interface CalibrationBin { lower: number; upper: number; count: number; confidence?: number; accuracy?: number }

export interface MisclassifiedImage {
  row: number;
  trueName: string;
  predictedName: string;
  probability: number;
  trueProbability: number;
  image: ReportImage;
}

export interface StudyReport extends ReportBase {
  kind: 'study';
  metric: { name: string; maximize: boolean };
  parameters: StudyParameter[];
  trials: StudyTrial[];
  runningBest: (Num | null)[];
  settings: NamedValue[];
  best?: { trial: number; commandLine: string; cSharp: string };
  finalModel: NamedValue[];
}

export interface StudyParameter {
  name: string;
  isNumber: boolean;
  isLogarithmic: boolean;
  words: string[];
  importance?: number;
  correlation?: number;
}

export type TrialState = 'Running' | 'Completed' | 'Pruned' | 'Failed' | 'Cancelled';

export interface StudyTrial {
  number: number;
  state: TrialState;
  parameters: Record<string, number | string>;
  values: (Num | null)[];
  metric?: Num;
  plannedEpochs?: number;
  seconds?: number;
  seed?: number;
  message?: string;
}

export interface ExperimentReport extends ReportBase {
  kind: 'experiment';
  settings: NamedValue[];
  sections: { title: string; text: string; items: ExperimentItem[] }[];
}

export type ExperimentItem = SurfaceItem | PlaneItem | CurvesItem | TableItem | ImagesItem;
export interface GridAxis { title: string; values: number[] }
export interface Series { name: string; x: Num[]; y: (Num | null)[] }
export type Field = (Num | null)[][];
export interface SurfaceItem { kind: 'surface'; title: string; x: GridAxis; y: GridAxis; valueTitle: string; values: Field }
export interface PlaneItem { kind: 'plane'; title: string; x: GridAxis; y: GridAxis; valueTitle: string; steps: PlaneStep[] }
export interface PlaneStep { name: string; field: Field; groups: Series[]; lines: Series[] }
export interface CurvesItem { kind: 'curves'; title: string; xTitle: string; yTitle: string; isLogarithmic: boolean; isXLogarithmic?: boolean; curves: Series[] }
export interface TableItem { kind: 'table'; title: string; columns: string[]; rows: string[][] }
export interface ImagesItem { kind: 'images'; title: string; images: LabeledImage[] }

/** The number, or null where there is none that can be drawn. */
export function finite(value: Num | null | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** At most so many of the trials, evenly over the study, so that early and late ones show; one of them always. */
export function evenly(trials: readonly StudyTrial[], most: number, always?: number): StudyTrial[] {
  if (trials.length <= most) return [...trials];
  const step = trials.length / most;
  return trials.filter((trial, i) => Math.floor(i / step) !== Math.floor((i - 1) / step) || trial.number === always);
}
