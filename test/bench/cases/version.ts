import { type BenchCase, round } from '../bench-case.ts';
import { pair } from '../measure.ts';

export const version: BenchCase = {
  name: '--version',
  run: ({ opensession, rounds }) => {
    const { ours, floor, ratio } = pair(
      { argv: [...opensession, '--version'] },
      { argv: [process.execPath, '-e', '0'] },
      { rounds: rounds * 2 },
    );
    return [
      {
        name: '--version',
        ours_ms: round(ours.ms),
        floor: 'node -e 0',
        floor_ms: round(floor.ms),
        ratio: round(ratio),
        target: '≤ 1.10',
        met: ratio <= 1.1,
        peak: ours.peak === null ? null : round(ours.peak, 0),
      },
    ];
  },
};
