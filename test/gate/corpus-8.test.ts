import { corpusSuite } from './corpus.ts';

await corpusSuite(7, 8);
