export interface ICellFacts {
  readonly id: string;
}
