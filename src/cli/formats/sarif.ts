/** For code scanning: SARIF 2.1.0. */
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { IReportFile, IReportFinding, IRuleInfo, Level } from '../../engine';
import type { IChecked } from '../checked';
import type { IEngine } from '../selection';
import { visibleJson } from '../terminal';
import type { IFormat } from './format';

const LEVELS: Readonly<Record<Level, string>> = {
  off: 'none',
  hint: 'note',
  info: 'note',
  warning: 'warning',
  error: 'error'
};

/**
 * The SARIF format. Regions are places in the file, because that is what viewers open; the cell is a logical location.
 */
export function sarifFormat(engine: IEngine, version: string): IFormat {
  const results: unknown[] = [];
  const notifications: unknown[] = [];
  const ids = engine.rules.map(rule => rule.id);
  return {
    fixes: false,
    file: checked => {
      if (checked.report.error !== null) {
        notifications.push(notification(checked.report, checked.report.error));
      } else if (checked.report.findings.length > 0) {
        results.push(...resultsOf(checked, ids));
      }
      return '';
    },
    end: () => {
      const driver = {
        name: 'async-doctor',
        version,
        rules: engine.rules.map(rule => descriptor(rule, engine.pages[rule.id]))
      };
      const log = {
        $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
        version: '2.1.0',
        runs: [
          {
            tool: { driver },
            columnKind: 'utf16CodeUnits',
            invocations: [
              { executionSuccessful: notifications.length === 0, toolExecutionNotifications: notifications }
            ],
            results
          }
        ]
      };
      return `${visibleJson(JSON.stringify(log, null, 2))}\n`;
    }
  };
}

function descriptor(rule: IRuleInfo, page: string | undefined): unknown {
  return {
    id: rule.id,
    // GitHub asks for all three texts of every rule.
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.title },
    help: page === undefined ? { text: rule.title } : { text: page, markdown: page },
    defaultConfiguration: rule.level === 'off' ? { enabled: false } : { level: LEVELS[rule.level] }
  };
}

function resultsOf({ report, places }: IChecked, ids: readonly string[]): unknown[] {
  const where = places();
  return report.findings.map((finding, at) => {
    const index = ids.indexOf(finding.rule);
    return {
      ruleId: finding.rule,
      ...(index < 0 ? {} : { ruleIndex: index }),
      level: LEVELS[finding.level],
      message: { text: finding.message },
      locations: [
        {
          physicalLocation: physical(report, where[at]),
          // A script has no cells.
          ...(report.kind === 'script' ? {} : { logicalLocations: [logical(finding)] })
        }
      ]
    };
  });
}

function physical(file: IReportFile, place: ReturnType<IChecked['places']>[number] | undefined): unknown {
  const region = place && {
    startLine: place.start.line,
    startColumn: place.start.column,
    endLine: place.end.line,
    endColumn: place.end.column
  };
  return { artifactLocation: { uri: uriOf(file.path) }, ...(region ? { region } : {}) };
}

function logical(finding: IReportFinding): unknown {
  const name = `cell[${finding.cell.index}]`;
  return { name, fullyQualifiedName: `${name}:${finding.start.line}:${finding.start.column}`, kind: 'element' };
}

function notification(file: IReportFile, error: string): unknown {
  return {
    level: 'error',
    message: { text: error },
    locations: [{ physicalLocation: physical(file, undefined) }]
  };
}

/** A relative path stays relative, so that a report made in CI fits every checkout. */
function uriOf(path: string): string {
  if (isAbsolute(path)) {
    return pathToFileURL(path).href;
  }
  return path.split(/[\\/]/).map(encodeURIComponent).join('/');
}
