import { NAMESPACE } from '../../domain/refs.ts';
import { allTargets } from '../../git/ref-targets.ts';
import { onBorrowedCopy } from './borrowed-copy.ts';
import type { ExchangePlace } from './exchange-place.ts';
import { type FetchOrder, type FetchOutcome, fetchArtifacts } from './fetch-artifacts.ts';

/** What a fetch would do, to the byte, as it is done in a copy; what it brings in is downloaded, looked at and thrown away. */
export const previewFetch = async (place: ExchangePlace, order: FetchOrder): Promise<FetchOutcome> =>
  onBorrowedCopy(place, await allTargets(place, [NAMESPACE]), (copy) => fetchArtifacts(copy, order));
