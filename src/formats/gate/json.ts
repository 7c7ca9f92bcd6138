import type { GateFormat } from './gate-format.ts';

/** As `schemas/gate-report.schema.json` describes it. */
export const json: GateFormat = {
  id: 'json',
  description: 'the whole report as JSON',
  render: ({ report }) => `${JSON.stringify(report, null, 2)}\n`,
};
