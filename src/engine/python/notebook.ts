export interface INotebookFacts {
  readonly read: ReadonlySet<string>;
}
