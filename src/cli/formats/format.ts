/** What an output format is. */
import type { IChecked } from '../checked';

/** One way to print the findings of `check`. Each method returns text for standard output. */
export interface IFormat {
  /** True when the format shows fixes. */
  readonly fixes: boolean;
  /** After each file. */
  file(checked: IChecked): string;
  /** After all files. */
  end(): string;
}
