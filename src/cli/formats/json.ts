/** For programs: the report, whose shape is a public interface. */
import type { IReportFile } from '../../engine';
import { visibleJson } from '../terminal';
import type { IFormat } from './format';

/** The JSON format, printed file by file so that a thousand notebooks need no thousand reports in memory. */
export function jsonFormat(): IFormat {
  let started = false;
  const head = '{"version": 1, "files": [';
  return {
    fixes: true,
    file: ({ report }) => {
      const before = started ? ',\n' : `${head}\n`;
      started = true;
      return before + fileJson(report);
    },
    end: () => (started ? '\n]}\n' : `${head}]}\n`)
  };
}

function fileJson(file: IReportFile): string {
  return visibleJson(JSON.stringify(file, null, 2));
}
