import { writeWideRecord } from '../support/wide-record.ts';

// A record of so many nodes and checks, written into a data folder through the product's own store.
const [folder = '', nodes = '10', checks = '100', naming = '100'] = process.argv.slice(2);
writeWideRecord(folder, 'Wide', Number(nodes), Number(checks), Number(naming));
