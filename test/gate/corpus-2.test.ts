import { corpusSuite } from './corpus.ts';

await corpusSuite(1, 8);
